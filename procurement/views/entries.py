"""Answer a survey, ask for participation, withdraw: a form, a confirmation, a receipt."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts import acting
from commons.accounts.access import ActsAsMixin, signed_in
from commons.accounts.form_tokens import OnceMixin
from commons.accounts.kept_forms import KeptFormMixin
from commons.lifecycle.states import RequestState
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from commons.values.wareki import format_for_reader
from commons.values.yen import format_yen
from procurement import actions, queries
from procurement.calculations.numbers import answer_receipt
from procurement.forms import JoinForm, SurveyForm, WithdrawForm, quantity_name
from procurement.models import JointProcurement
from procurement.rules import ANSWERING_ROLES, WITHDRAWING_ROLES, may_answer, may_see_own, may_withdraw
from procurement.states import COUNTED, MAY_WITHDRAW_IN, Stance, State

from . import wording
from .confirming import ConfirmedFormView
from .procurement import load


class EntryView(ActsAsMixin, OnceMixin, KeptFormMixin, ConfirmedFormView):
    """Enter something into a procurement for one's own municipality."""

    roles = ANSWERING_ROLES
    confirm_template_name = "procurement/entry_confirm.html"
    procurement: JointProcurement
    body: Organisation
    in_state: str = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep private figures out of every cache."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Load, refuse the hub, and say so when nothing can be entered now."""
        self._load()
        return self._closed() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Load, and leave it to the action to refuse what comes too late: what was typed stays on the page."""
        self._load()
        return super().post(request, *args, **kwargs)

    def may(self) -> bool:
        """Tell whether the person at work may do this for their body."""
        return may_answer(scopes.current(), self.body)

    def _load(self) -> None:
        self.procurement = load(self.kwargs["number"])
        who = acting.of(self.request)
        if who is None or who.organisation is None:
            raise PermissionDenied
        self.body = who.organisation
        if not self.may():
            raise PermissionDenied
        self.lines = queries.lines_of(self.procurement)

    def _closed(self) -> HttpResponse | None:
        """Return the page that says why nothing can be entered now, if so."""
        if self.procurement.is_open_for(self.in_state, clock.now()):
            return None
        context = {
            "heading": _("Nothing can be entered now"),
            "procurement": self.procurement,
            "trail": wording.trail(self.procurement, _("Nothing can be entered now")),
        }
        return render(self.request, "procurement/entries_closed.html", context)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form its lines."""
        return super().get_form_kwargs() | {"lines": self.lines}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the procurement, its tiers and the body."""
        return super().get_context_data(
            **kwargs,
            procurement=self.procurement,
            own_organisation=self.body,
            lines=self.lines,
            answered=queries.answered_count(self.procurement),
            cancel_url=wording.page_url(self.procurement),
        )

    def quantity_rows(self, form: Any) -> list[tuple[str, str, str]]:
        """Return the entered quantities for the confirmation."""
        return [
            (
                line.name if len(self.lines) > 1 else _("Quantity"),
                wording.amount(line, form.quantities()[line.pk]),
                quantity_name(line.pk),
            )
            for line in self.lines
        ]


class SurveyView(EntryView):
    """Answer the survey, or change the answer."""

    form_class = SurveyForm
    template_name = "procurement/survey.html"
    in_state = State.SURVEY

    def get_initial(self) -> dict[str, Any]:
        """Start from the answer there is."""
        answer = queries.own_answer(self.procurement)
        return SurveyForm.initial_of(
            answer.response if answer else None,
            answer.quantities if answer else {},
            queries.own_budgets(self.procurement),
        )

    def act(self, form: SurveyForm) -> str:
        """Answer."""
        actions.answer_survey(
            procurement=self.procurement,
            expected_revision=form.cleaned_data["revision"],
            stance=form.cleaned_data["stance"],
            quantities=form.quantities(),
            wanted_on=form.cleaned_data["wanted_on"],
            remark=form.cleaned_data["remark"],
            figures=form.figures(),
        )
        return wording.page_url(self.procurement, "survey-done")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        kwargs.setdefault("heading", _("Answer the survey"))
        return super().get_context_data(
            **kwargs, trail=wording.trail(self.procurement, _("Answer the survey")), screen="C-12"
        )

    def confirm_context(self, form: SurveyForm) -> dict[str, Any]:
        """Show what will be sent."""
        cleaned = form.cleaned_data
        rows = [(form["stance"].label, str(Stance(cleaned["stance"]).label), "stance")]
        if cleaned["stance"] in COUNTED:
            rows += self.quantity_rows(form)
            day = cleaned["wanted_on"]
            rows.append((form["wanted_on"].label, format_for_reader(day) if day else "—", "wanted_on"))
        rows.append((form["remark"].label, cleaned["remark"] or "—", "remark"))
        return self.get_context_data(
            form=form,
            heading=_("You are about to answer this"),
            rows=rows,
            private_rows=_private_rows(form),
            submit_label=_("Answer"),
            note_title=_("Answering does not decide that you take part"),
            note=_("Participation is decided in the next step. Until the deadline you may change the answer."),
        )


def _private_rows(form: SurveyForm) -> list[tuple[Any, str, str]]:
    shown = []
    for paid, plan, book in form.private_fields():
        for field in (paid, plan):
            value = form.cleaned_data.get(field.name)
            shown.append((field.label, format_yen(value) if value else "—", field.name))
        shown.append((book.label, form.cleaned_data.get(book.name) or "—", book.name))
    return shown


@require_safe
@signed_in
def survey_done(request: HttpRequest, number: str) -> HttpResponse:
    """Show the receipt of one's own body's answer."""
    found, body = load(number), own_body(request)
    answer = queries.own_answer(found)
    if answer is None:
        raise Http404
    lines = queries.lines_of(found)
    counted = answer.response.stance in COUNTED
    context = {
        "heading": _("Your answer to the survey has been received"),
        "receipt_number": answer_receipt(number, body.code or "", answer.response.revision),
        "received_at": answer.response.answered_at,
        "received_from": sent_from(body, answer.response.answered_by),
        "procurement": found,
        "rows": [
            (_("Prospect"), answer.response.get_stance_display()),
            *((line.name, wording.amount(line, answer.quantities.get(line.pk))) for line in lines if counted),
            (_("Needed from"), format_for_reader(answer.response.wanted_on) if answer.response.wanted_on else "—"),
            (_("Remark"), answer.response.remark or "—"),
        ],
        "next_steps": _after_answer(found),
        "trail": wording.trail(found, _("Your answer")),
        "back_url": wording.page_url(found),
        "back_label": _("Back to the procurement"),
        "screen": "C-13",
    }
    response = render(request, "done_page.html", context)
    add_never_cache_headers(response)
    return response


def _after_answer(found: JointProcurement) -> list[dict[str, Any]]:
    due = {deadline.state: deadline.due_at for deadline in found.deadlines.all()}
    steps = [{"when": _("Now"), "now": True, "title": _("Your answer is recorded"), "text": ""}]
    if State.SURVEY in due:
        steps.append(
            {
                "when": format_for_reader(due[State.SURVEY]),
                "title": _("The survey closes"),
                "text": _("Until then you may change the answer as often as you like; it gets a new receipt number."),
            }
        )
    steps.append(
        {
            "when": _("After that"),
            "title": _("The hub opens the expression of interest"),
            "text": _("Taking part needs the approval of your approver. Sums are shown from then on."),
        }
    )
    return steps


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

    def revision_of(self, current: Any) -> int:
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


def own_body(request: HttpRequest) -> Organisation:
    """Return the municipality at work; others have nothing here."""
    who = acting.of(request)
    if who is None or who.organisation is None or not may_see_own(scopes.current(), who.organisation):
        raise Http404
    return who.organisation


def sent_from(body: Organisation, user: Any) -> str:
    return f"{body.display_name} {user.name}" if user is not None else body.display_name
