"""Ask for participation, and withdraw: a form, a confirmation, a receipt."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts.access import signed_in
from commons.lifecycle.states import RequestState
from commons.tenancy import scopes
from commons.values.wareki import format_for_reader
from procurement import actions, queries
from procurement.forms import JoinForm, WithdrawForm, quantity_name
from procurement.models import JointProcurement
from procurement.rules import WITHDRAWING_ROLES, may_withdraw
from procurement.states import MAY_WITHDRAW_IN, State

from . import wording
from .entries import EntryView, own_body, sent_from
from .procurement import load


class JoinView(EntryView):
    """Ask one's approvers for participation; a request that was sent back is mended here."""

    form_class = JoinForm
    template_name = "procurement/join.html"
    in_state = State.INTENT
    current: Any = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead whoever has a request on its way to the procurement's page, which tells of it."""
        self._load()
        return self._closed() or self._on_its_way() or super().get(request, *args, **kwargs)

    def _load(self) -> None:
        super()._load()
        self.current = queries.own_request(self.procurement)

    def _on_its_way(self) -> HttpResponse | None:
        participation = queries.own_participation(self.procurement, standing=True)
        waits = self.current is not None and self.current.state == RequestState.REQUESTED
        if not waits and participation is None:
            return None
        heading = _("Your municipality takes part already") if participation else _("The request is on its way")
        context = {
            "heading": heading,
            "procurement": self.procurement,
            "request_row": self.current,
            "trail": wording.trail(self.procurement, heading),
        }
        return render(self.request, "procurement/entries_closed.html", context)

    def get_initial(self) -> dict[str, Any]:
        """Start from the request that was sent back, else from the answer to the survey."""
        if self.current is not None:
            payload = self.current.payload
            quantities = {row["line"]: row["quantity"] for row in payload["lines"]}
            day = payload["wanted_on"]
            shown = {"wanted_on": day, "remark": payload["remark"], "note": self.current.note}
            return shown | _initial_quantities(quantities) | {"revision": self.current.version}
        answer = queries.own_answer(self.procurement)
        if answer is None:
            return {"revision": 0}
        shown = {"wanted_on": answer.response.wanted_on, "remark": answer.response.remark, "revision": 0}
        return shown | _initial_quantities(answer.quantities)

    def act(self, form: JoinForm) -> str:
        """Ask."""
        actions.request_participation(
            procurement=self.procurement,
            quantities=form.quantities(),
            wanted_on=form.cleaned_data["wanted_on"],
            remark=form.cleaned_data["remark"],
            note=form.cleaned_data["note"],
            returned=self.current,
            version=form.cleaned_data["revision"],
        )
        return wording.page_url(self.procurement, "join-done")

    def version_of(self, current: Any) -> int:
        """Return the version of the request that somebody else changed."""
        return int(current.version) if current is not None else 0

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page, and show why it was sent back."""
        kwargs.setdefault("heading", _("Request participation"))
        entry = self.current.trail.filter(deed="sent_back").first() if self.current else None
        return super().get_context_data(
            **kwargs,
            trail=wording.trail(self.procurement, _("Request participation")),
            sent_back=entry,
            views=queries.line_views(self.procurement, own=True),
            screen="C-14",
        )

    def confirm_context(self, form: JoinForm) -> dict[str, Any]:
        """Show what will be asked for."""
        cleaned = form.cleaned_data
        rows = [
            *self.quantity_rows(form),
            (form["wanted_on"].label, format_for_reader(cleaned["wanted_on"]), "wanted_on"),
            (form["remark"].label, cleaned["remark"] or "—", "remark"),
            (form["note"].label, cleaned["note"] or "—", "note"),
        ]
        return self.get_context_data(
            form=form,
            heading=_("You are about to request this"),
            rows=rows,
            submit_label=_("Request approval"),
            note_title=_("Your approver decides"),
            note=_("Once it is approved, your municipality takes part and all bodies see that it does."),
        )


def _initial_quantities(quantities: dict[int, int]) -> dict[str, Any]:
    return {quantity_name(line_id): f"{quantity:,}" for line_id, quantity in quantities.items()}


@require_safe
@signed_in
def join_done(request: HttpRequest, number: str) -> HttpResponse:
    """Say that the request waits for approval, or how it went on."""
    found, body = load(number), own_body(request)
    asked, participation = queries.own_request(found), queries.own_participation(found, standing=True)
    if asked is None and participation is None:
        raise Http404
    context = {
        "heading": _("Your municipality takes part") if participation else _("The request waits for approval"),
        "receipt_number": participation.receipt_number if participation else asked.number,  # type: ignore[union-attr]  # one of both is there
        "received_at": participation.granted_at if participation else asked.requested_at,  # type: ignore[union-attr]  # as above
        "received_from": sent_from(body, None if participation or asked is None else asked.requested_by),
        "procurement": found,
        "next_steps": _after_request(found, granted=participation is not None),
        "trail": wording.trail(found, _("Participation")),
        "back_url": wording.page_url(found),
        "back_label": _("Back to the procurement"),
        "screen": "C-15",
    }
    response = render(request, "done_page.html", context)
    add_never_cache_headers(response)
    return response


def _after_request(found: JointProcurement, *, granted: bool) -> list[dict[str, Any]]:
    due = {deadline.state: deadline.due_at for deadline in found.deadlines.all()}
    waiting = {
        "when": "" if granted else _("Now"),
        "now": not granted,
        "title": _("Your approver decides"),
        "text": _("It may be sent back with a reason; then everything you entered is still there."),
    }
    closes = {
        "when": format_for_reader(due[State.INTENT]) if State.INTENT in due else "",
        "title": _("The expression of interest closes"),
        "text": _("What is not approved by then lapses."),
    }
    after = {
        "when": _("After that"),
        "title": _("The specification is settled together"),
        "text": _("The quantity binds later, when it is committed."),
    }
    return [closes, after] if granted else [waiting, closes, after]


class WithdrawView(EntryView):
    """Take one's municipality out again, after its consequence was shown."""

    roles = WITHDRAWING_ROLES
    form_class = WithdrawForm
    template_name = "procurement/withdraw.html"

    def may(self) -> bool:
        """Ask for the right to withdraw."""
        return may_withdraw(scopes.current(), self.body)

    def _load(self) -> None:
        super()._load()
        self.participation = queries.own_participation(self.procurement, standing=True)
        if self.participation is None:
            raise Http404

    def _closed(self) -> HttpResponse | None:
        return None if self.procurement.state in MAY_WITHDRAW_IN else super()._closed()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Leave the lines out: nothing is entered by line."""
        kwargs = super().get_form_kwargs()
        kwargs.pop("lines")
        return kwargs

    def get_initial(self) -> dict[str, Any]:
        """Remember the version that is shown."""
        return {"revision": self.participation.version if self.participation else 0}

    def act(self, form: WithdrawForm) -> str:
        """Withdraw."""
        actions.withdraw_participation(
            procurement=self.procurement, version=form.cleaned_data["revision"], reason=form.cleaned_data["reason"]
        )
        return wording.page_url(self.procurement)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page and the consequence."""
        kwargs.setdefault("heading", _("Withdraw from the procurement"))
        views = queries.line_views(self.procurement, own=True)
        return super().get_context_data(
            **kwargs,
            trail=wording.trail(self.procurement, _("Withdraw participation")),
            consequences=queries.without_own(views),
            remaining=len(queries.participants(self.procurement, scopes.current()) or []) - 1,
            screen="C-16",
        )

    def confirm_context(self, form: WithdrawForm) -> dict[str, Any]:
        """Show what will be done."""
        return self.get_context_data(
            form=form,
            heading=_("You are about to withdraw"),
            rows=[(form["reason"].label, form.cleaned_data["reason"], "reason")],
            submit_label=_("Withdraw participation"),
            submit_kind="danger",
            note_title=_("Your figures count no more from this moment on"),
            note=_("All bodies see that you no longer take part. The sums follow with the next cut."),
        )
