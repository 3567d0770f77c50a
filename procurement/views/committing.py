"""数量確定: try quantities out, ask to be bound, and read what followed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts import acting
from commons.accounts.access import signed_in
from commons.lifecycle.models import ApprovalRequest
from commons.lifecycle.states import RequestState
from commons.tenancy import scopes
from commons.values.wareki import format_for_reader
from commons.values.yen import format_yen
from procurement import actions, queries
from procurement.actions import Wanted
from procurement.actions.committing import last_revision
from procurement.forms import CommitForm, QuantitiesForm, maximum_name
from procurement.rules import may_answer, may_see_own
from procurement.states import State

from . import wording
from .binding import SETTLED
from .entries import EntryView, own_body, sent_from
from .procurement import load


@require_safe
@signed_in
def simulator(request: HttpRequest, number: str) -> HttpResponse:
    """Show what every case costs the body at work, on the last published sum. Nothing typed here is stored."""
    found, body = load(number), own_body(request)
    if found.state != State.COMMITTING or queries.own_participation(found, standing=True) is None:
        raise Http404
    views = queries.line_views(found, own=True)
    lines = [view.line for view in views]
    start = {line_id: Wanted(quantity=row.commitment.quantity, maximum=row.maximum)
             for line_id, row in queries.own_commitments(found).items()}  # fmt: skip
    data = request.GET if any(name.startswith("quantity_") for name in request.GET) else None
    form = QuantitiesForm(data, lines=lines, binds=found.binds_prices, initial=QuantitiesForm.initial_of(start))
    wanted = form.wanted() if form.is_bound and form.is_valid() else {}
    context = {
        "heading": _("Try out quantities"),
        "procurement": found,
        "own_organisation": body,
        "form": form,
        "outlooks": _outlooks(views, wanted),
        "query": request.GET.urlencode() if wanted else "",
        "may_commit": may_answer(scopes.current(), body),
        "trail": wording.trail(found, _("Try out quantities")),
        "screen": "C-40",
    }
    response = render(request, "procurement/simulator.html", context)
    add_never_cache_headers(response)
    return response


class CommitView(EntryView):
    """Ask one's approvers to bind the body; a request that was sent back is mended here."""

    form_class = CommitForm
    template_name = "procurement/commit.html"
    confirm_template_name = "procurement/commit_confirm.html"
    in_state = State.COMMITTING
    current: ApprovalRequest | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead whoever has a request on its way to the page that tells of it."""
        self._load()
        if self.current is not None and self.current.state == RequestState.REQUESTED:
            heading = _("The request is on its way")
            context = {
                "heading": heading,
                "procurement": self.procurement,
                "request_row": self.current,
                "trail": wording.trail(self.procurement, heading),
            }
            return render(request, "procurement/entries_closed.html", context)
        return super().get(request, *args, **kwargs)

    def _load(self) -> None:
        super()._load()
        if queries.own_participation(self.procurement, standing=True) is None:
            raise PermissionDenied
        self.current = queries.own_request(self.procurement)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form whether the tiers bind."""
        return super().get_form_kwargs() | {"binds": self.procurement.binds_prices}

    def get_initial(self) -> dict[str, Any]:
        """Start from the request that was sent back, what was tried out, or what is committed already."""
        revision = {"revision": last_revision(self.procurement, self.body.pk)}
        if self.current is not None:
            rows = {
                row["line"]: Wanted(quantity=row["quantity"], maximum=row["maximum"])
                for row in self.current.payload["lines"]
            }
            return CommitForm.initial_of(rows) | revision | {"note": self.current.note}
        tried = {name: value for name, value in self.request.GET.items() if name.startswith(("quantity_", "maximum_"))}
        if tried:
            return tried | revision
        known = {
            line_id: Wanted(quantity=row.commitment.quantity, maximum=row.maximum)
            for line_id, row in queries.own_commitments(self.procurement).items()
        }
        return CommitForm.initial_of(known) | revision

    def act(self, form: CommitForm) -> str:
        """Ask."""
        returned = self.current if self.current and self.current.state == RequestState.RETURNED else None
        actions.request_commitment(
            procurement=self.procurement,
            expected_revision=form.cleaned_data["revision"],
            wanted=form.wanted(),
            note=form.cleaned_data["note"],
            returned=returned,
            version=returned.version if returned else 0,
        )
        return wording.page_url(self.procurement, "commit-done")

    def version_of(self, current: Any) -> int:
        """Return how often the body has committed by now."""
        return last_revision(self.procurement, self.body.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page, and show why it was sent back."""
        kwargs.setdefault("heading", _("Commit quantities"))
        entry = self.current.trail.filter(deed="sent_back").first() if self.current else None
        return super().get_context_data(
            **kwargs,
            trail=wording.trail(self.procurement, _("Commit quantities")),
            sent_back=entry,
            views=queries.line_views(self.procurement, own=True),
            screen="C-41",
        )

    def confirm_context(self, form: CommitForm) -> dict[str, Any]:
        """Show what will be asked for, and what every case costs."""
        wanted = form.wanted()
        private = [
            (
                form[maximum_name(line.pk)].label,
                _("None: at whatever tier") if (most := wanted[line.pk].maximum) is None else format_yen(most),
                maximum_name(line.pk),
            )
            for line in self.lines
            if wanted[line.pk].quantity
        ]
        views = queries.line_views(self.procurement, own=True)
        return self.get_context_data(
            form=form,
            heading=_("You are about to ask your approver for this"),
            rows=self.committed_rows(form),
            private_rows=private,
            outlooks=_outlooks(views, wanted),
            submit_label=_("Request approval"),
            note_title=_("Once approved, it binds"),
            note=_(
                "Until the deadline a new request may change it. Afterwards only an amendment signed by both sides."
            ),
        )

    def committed_rows(self, form: CommitForm) -> list[tuple[Any, str, str]]:
        """Return the quantities and the note for the confirmation."""
        wanted = form.wanted()
        rows: list[tuple[Any, str, str]] = [
            (
                form[f"quantity_{line.pk}"].label,
                wording.amount(line, wanted[line.pk].quantity),
                f"quantity_{line.pk}",
            )
            for line in self.lines
        ]
        return [*rows, (form["note"].label, form.cleaned_data["note"] or "—", "note")]


@require_safe
@signed_in
def commit_done(request: HttpRequest, number: str) -> HttpResponse:
    """Say that the request waits for approval, or that the body is bound."""
    found, body = load(number), own_body(request)
    asked = queries.own_request(found)
    bound = queries.own_commitments(found)
    if asked is None and not bound:
        raise Http404
    last = next(iter(bound.values())).commitment if bound else None
    waits = asked is not None
    due = {deadline.state: deadline.due_at for deadline in found.deadlines.all()}
    closes = format_for_reader(due[State.COMMITTING]) if State.COMMITTING in due else ""
    context = {
        "heading": _("The request waits for approval") if waits else _("The quantities are committed"),
        "receipt_number": asked.number if asked else last.receipt_number if last else "",
        "received_at": asked.requested_at if asked else last.granted_at if last else None,
        "received_from": sent_from(body, asked.requested_by if asked else None),
        "procurement": found,
        "next_steps": [
            *(
                [
                    {
                        "when": _("Now"),
                        "now": True,
                        "title": _("Your approver decides"),
                        "text": _("It may be sent back with a reason; then everything you entered is still there."),
                    }
                ]
                if waits
                else []
            ),
            {
                "when": closes,
                "title": _("The commitment closes"),
                "text": _("The lowest price binds that all conditions reach together."),
            },
            {
                "when": _("After that"),
                "title": _("Your municipality reads its result"),
                "text": _("The unit price, the quantity, and the saving against your own baseline."),
            },
        ],
        "trail": wording.trail(found, _("Commit quantities")),
        "back_url": wording.page_url(found),
        "back_label": _("Back to the procurement"),
        "screen": "C-42",
    }
    response = render(request, "done_page.html", context)
    add_never_cache_headers(response)
    return response


@require_safe
@signed_in
def result(request: HttpRequest, number: str) -> HttpResponse:
    """Show at which tier each line came about, and to a body its own part."""
    found, scope = load(number), scopes.current()
    if found.state not in SETTLED:
        raise Http404
    who = acting.of(request)
    body = who.organisation if who else None
    own = may_see_own(scope, body)
    shown = queries.outcomes(found, queries.lines_of(found), own=own)
    context = {
        "heading": _("Result of the commitment"),
        "procurement": found,
        "own_organisation": body if own else None,
        "outcomes": shown,
        "takes_part": own and any(outcome.bound is not None for outcome in shown),
        "trail": wording.trail(found, _("Result of the commitment")),
        "screen": "C-43",
    }
    response = render(request, "procurement/result.html", context)
    add_never_cache_headers(response)
    return response


def _outlooks(views: list[queries.LineView], wanted: dict[int, Wanted]) -> list[queries.Outlook]:
    return queries.outlooks(views, {line_id: (each.quantity, each.maximum) for line_id, each in wanted.items()})
