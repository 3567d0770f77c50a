"""Answer a survey: a form, a confirmation, a receipt; and what every entry of a municipality has in common."""

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
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from commons.values.wareki import format_for_reader
from commons.values.yen import format_yen
from procurement import actions, queries
from procurement.calculations.numbers import answer_receipt
from procurement.forms import SurveyForm, quantity_name
from procurement.models import JointProcurement
from procurement.rules import ANSWERING_ROLES, may_answer, may_see_own
from procurement.states import COUNTED, Stance, State

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


def own_body(request: HttpRequest) -> Organisation:
    """Return the municipality at work; others have nothing here."""
    who = acting.of(request)
    if who is None or who.organisation is None or not may_see_own(scopes.current(), who.organisation):
        raise Http404
    return who.organisation


def sent_from(body: Organisation, user: Any) -> str:
    return f"{body.display_name} {user.name}" if user is not None else body.display_name
