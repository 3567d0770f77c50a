"""仕様協議 and 協定: read, ask, answer, sign, and lead on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts import acting
from commons.lifecycle.models import ApprovalRequest
from commons.lifecycle.states import RequestState
from commons.tenancy import scopes
from commons.values import clock
from procurement import actions, queries
from procurement.forms import AnswerForm, AskForm, FreezeForm, RevisionForm, SignForm
from procurement.rules import may_answer, may_read_spec, may_run, may_see_own
from procurement.states import State

from . import wording
from .binding import FROM_AGREEMENT, FROM_REVIEW
from .confirming import StaleFormView
from .entries import EntryView
from .procurement import load
from .running import OpeningView, RunningView


@require_safe
def questions(request: HttpRequest, number: str) -> HttpResponse:
    """Show the specification, every question and every answer; who asked is shown to nobody."""
    found, scope = load(number), scopes.current()
    if found.state not in FROM_REVIEW or not may_read_spec(scope, found):
        raise Http404
    who = acting.of(request)
    takes_part = who is not None and queries.own_participation(found, standing=True) is not None
    context = {
        "heading": _("Specification, questions and answers"),
        "procurement": found,
        "spec": queries.latest_spec(found),
        "questions": queries.questions(found),
        "may_ask": takes_part
        and may_answer(scope, who.organisation if who else None)
        and found.is_open_for(State.SPEC_REVIEW, clock.now()),
        "may_run": may_run(scope) and found.state == State.SPEC_REVIEW,
        "trail": wording.trail(found, _("Specification, questions and answers")),
        "screen": "C-30",
    }
    return _private(render(request, "procurement/questions.html", context))


class AskView(EntryView):
    """Ask about the specification."""

    form_class = AskForm
    template_name = "procurement/entry_form.html"
    in_state = State.SPEC_REVIEW

    def get_form_kwargs(self) -> dict[str, Any]:
        """Leave the lines out."""
        kwargs = super().get_form_kwargs()
        kwargs.pop("lines")
        return kwargs

    def act(self, form: AskForm) -> str:
        """Ask."""
        asked = actions.ask_about_spec(procurement=self.procurement, text=form.cleaned_data["text"])
        messages.success(self.request, _("Question %(number)s is with the hub.") % {"number": asked.number})
        return wording.page_url(self.procurement, "questions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        kwargs.setdefault("heading", _("Ask about the specification"))
        return super().get_context_data(
            **kwargs, trail=wording.trail(self.procurement, _("Ask about the specification")), screen="C-31"
        )

    def confirm_context(self, form: AskForm) -> dict[str, Any]:
        """Show what will be asked."""
        return self.get_context_data(
            form=form,
            heading=_("You are about to ask this"),
            rows=[(form["text"].label, form.cleaned_data["text"], "text")],
            submit_label=_("Ask"),
            note_title=_("All bodies read it"),
            note=_("Your municipality’s name is not shown: not to other bodies, and not to the hub."),
        )


class AnswerView(RunningView, StaleFormView):
    """Answer a question to all."""

    form_class = AnswerForm
    screen = "C-32"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the question."""
        super().setup(request, *args, **kwargs)
        if hasattr(self, "procurement"):
            self.question = self.procurement.questions.filter(number=kwargs["question"]).first()
            if self.question is None:
                raise Http404

    def heading_text(self) -> str:
        """Return the page's heading."""
        return _("Answer question %(number)s") % {"number": self.kwargs["question"]}

    def act(self, form: AnswerForm) -> str:
        """Answer."""
        actions.answer_question(
            procurement=self.procurement, number=self.kwargs["question"], answer=form.cleaned_data["answer"]
        )
        messages.success(self.request, _("The answer is on the page for all."))
        return wording.page_url(self.procurement, "questions")

    def version_of(self, current: Any) -> int:
        """Return nothing to go on with: an answer is given once."""
        return 0

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the question above the form."""
        lead = self.question.text if self.question else ""
        return super().get_context_data(**kwargs, lead=lead)


@require_safe
def agreement(request: HttpRequest, number: str) -> HttpResponse:
    """Show what is frozen, its hash, and one's own signature; to the hub, who signed."""
    found, scope = load(number), scopes.current()
    agreed = queries.agreement_of(found)
    if agreed is None or found.state not in FROM_AGREEMENT or not may_read_spec(scope, found):
        raise Http404
    who = acting.of(request)
    body = who.organisation if who else None
    takes_part = may_see_own(scope, body) and queries.own_participation(found, standing=True) is not None
    signature = queries.own_signature(found) if takes_part else None
    waiting = _own_request(agreed.ref) if takes_part else None
    signed, missing = queries.signed_and_missing(found) if may_run(scope) else ([], [])
    context = {
        "heading": _("Agreement"),
        "procurement": found,
        "agreement": agreed,
        "own_organisation": body if takes_part else None,
        "signature": signature,
        "request_row": waiting,
        "may_sign": takes_part
        and signature is None
        and may_answer(scope, body)
        and (waiting is None or waiting.state == RequestState.RETURNED)
        and found.is_open_for(State.AGREEMENT, clock.now()),
        "may_run": may_run(scope),
        "signed": signed,
        "missing": missing,
        "trail": wording.trail(found, _("Agreement")),
        "screen": "C-33",
    }
    return _private(render(request, "procurement/agreement.html", context))


class SignView(EntryView):
    """Ask one's 決裁者 to sign."""

    form_class = SignForm
    template_name = "procurement/entry_form.html"
    in_state = State.AGREEMENT
    current: ApprovalRequest | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead whoever has signed, or has a request on its way, to the page that tells of it."""
        self._load()
        waits = self.current is not None and self.current.state == RequestState.REQUESTED
        if waits or queries.own_signature(self.procurement) is not None:
            return agreement(request, self.kwargs["number"])
        return super().get(request, *args, **kwargs)

    def _load(self) -> None:
        super()._load()
        self.agreed = queries.agreement_of(self.procurement)
        self.current = _own_request(self.agreed.ref) if self.agreed else None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Leave the lines out."""
        kwargs = super().get_form_kwargs()
        kwargs.pop("lines")
        return kwargs

    def get_initial(self) -> dict[str, Any]:
        """Start from the request that was sent back."""
        return {"note": self.current.note} if self.current else {}

    def act(self, form: SignForm) -> str:
        """Ask."""
        returned = self.current if self.current and self.current.state == RequestState.RETURNED else None
        actions.request_signature(
            procurement=self.procurement,
            note=form.cleaned_data["note"],
            returned=returned,
            version=returned.version if returned else 0,
        )
        messages.success(self.request, _("The request waits for your approver."))
        return wording.page_url(self.procurement, "agreement")

    def version_of(self, current: Any) -> int:
        """Return nothing to go on with: the request's own state tells."""
        return 0

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page, and show why it was sent back."""
        kwargs.setdefault("heading", _("Request the signature"))
        entry = self.current.trail.filter(deed="sent_back").first() if self.current else None
        return super().get_context_data(
            **kwargs,
            trail=wording.trail(self.procurement, _("Request the signature")),
            sent_back=entry,
            agreement=self.agreed,
            screen="C-34",
        )

    def confirm_context(self, form: SignForm) -> dict[str, Any]:
        """Show what will be signed."""
        rows: list[tuple[Any, str, str]] = []
        if self.agreed is not None:
            rows += [
                (_("Specification"), _("Version %(number)s, frozen") % {"number": self.agreed.spec.number}, ""),
                (_("Hash (SHA-256)"), self.agreed.sha256, ""),
            ]
        rows.append((form["note"].label, form.cleaned_data["note"] or "—", "note"))
        return self.get_context_data(
            form=form,
            heading=_("You are about to ask your approver for this"),
            rows=rows,
            submit_label=_("Request approval"),
            note_title=_("Your approver signs"),
            note=_("Once it is approved, the agreement is signed. A signature cannot be taken back."),
        )


class OpenSpecReviewView(OpeningView):
    """Open 仕様協議."""

    opens = State.SPEC_REVIEW
    screen = "C-35"

    def heading_text(self) -> str:
        """Return the page's heading."""
        return _("Go on to the specification review")

    def act(self, form: RevisionForm) -> str:
        """Open it."""
        actions.open_spec_review(procurement=self.procurement, version=form.cleaned_data["revision"])
        messages.success(self.request, _("Bodies that take part may ask about the specification from now on."))
        return self.cockpit_url()


class OpenAgreementView(OpeningView):
    """Freeze the specification and open 協定."""

    form_class = FreezeForm
    opens = State.AGREEMENT
    screen = "C-36"

    def heading_text(self) -> str:
        """Return the page's heading."""
        return _("Freeze the specification and open the agreement")

    def get_initial(self) -> dict[str, Any]:
        """Remember which words are shown."""
        spec = queries.latest_spec(self.procurement)
        return super().get_initial() | {"sha256": spec.sha256 if spec else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the version and the hash that will be frozen."""
        context = super().get_context_data(**kwargs)
        if (spec := queries.latest_spec(self.procurement)) is not None:
            context["rows"] += [
                (_("Specification"), _("Version %(number)s") % {"number": spec.number}, ""),
                (_("Hash (SHA-256)"), spec.sha256, ""),
                (_("Clauses"), spec.text, ""),
            ]
        return context

    def act(self, form: FreezeForm) -> str:
        """Freeze it."""
        actions.open_agreement(
            procurement=self.procurement,
            version=form.cleaned_data["revision"],
            sha256=form.cleaned_data["sha256"],
        )
        messages.success(self.request, _("The specification is frozen. Every body that takes part is asked to sign."))
        return self.cockpit_url()


class OpenCommittingView(OpeningView):
    """Open 数量確定."""

    opens = State.COMMITTING
    screen = "C-37"

    def heading_text(self) -> str:
        """Return the page's heading."""
        return _("Go on to committing quantities")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show who has signed, and who drops out."""
        context = super().get_context_data(**kwargs)
        signed, missing = queries.signed_and_missing(self.procurement)
        context["rows"] += [
            (_("Signed"), _names(signed), ""),
            (_("Not signed: drop out"), _names(missing), ""),
        ]
        return context

    def act(self, form: RevisionForm) -> str:
        """Open it."""
        actions.open_committing(procurement=self.procurement, version=form.cleaned_data["revision"])
        messages.success(self.request, _("Bodies that have signed may commit quantities from now on."))
        return self.cockpit_url()


def _names(bodies: list[Any]) -> str:
    return ", ".join(body.display_name for body in bodies) or "—"


def _own_request(ref: Any) -> ApprovalRequest | None:
    """Return the open request about the agreement, of the body at work."""
    found: ApprovalRequest | None = ApprovalRequest.objects.open().about(ref).select_related("requested_by").first()
    return found


def _private(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    return response
