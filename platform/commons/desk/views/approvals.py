"""What waits for a decision, one request, and the ways to decide it."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from commons.accounts.access import ActsAsMixin
from commons.accounts.confirming import ActingFormView, ConfirmingFormView
from commons.accounts.form_tokens import OnceMixin
from commons.accounts.kept_forms import KeptFormMixin
from commons.accounts.models import Role
from commons.desk import approvals as shown
from commons.desk.forms import DecisionForm, HubPaperDecisionForm, PaperDecisionForm, WithdrawForm
from commons.desk.scans import keep_scan
from commons.lifecycle import approvals
from commons.lifecycle.models import ApprovalRequest, PaperEntry
from commons.lifecycle.states import Deed
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock

DEEDS = {"grant": approvals.grant, "send_back": approvals.send_back, "refuse": approvals.refuse}


class ApprovalsView(ActsAsMixin, TemplateView):
    """Show all that waits for the person, and what their body has asked for."""

    roles = (*shown.ROLES, Role.HUB_OFFICER)
    template_name = "desk/approvals.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Sort the requests by who has them."""
        scope = scopes.current()
        return super().get_context_data(
            **kwargs,
            **shown.lists(scope),
            heading=_("Approvals"),
            trail=[(_("Approvals"), "")],
            is_approver=scope.has_role(Role.APPROVER),
            is_hub_officer=scope.has_role(Role.HUB_OFFICER),
            deputy=shown.deputy_of(scope.user_id, day=clock.today()) if scope.has_role(Role.APPROVER) else None,
            screen="H-11",
        )


class _OneRequest(ActsAsMixin):
    """Load one request of the own body; another body's answers 404. Nothing of it enters a cache."""

    roles: ClassVar[Collection[str]] = shown.ROLES
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep it out of every cache."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def one(self) -> ApprovalRequest:
        """Read it as it is now."""
        found = shown.one_of(self.kwargs["public_id"])
        if found is None:
            raise Http404
        return found

    def address(self, name: str) -> str:
        """Return the address of one of its pages."""
        return reverse(f"desk:{name}", args=[self.kwargs["public_id"]])

    def trail_to(self, title: str, last: str = "") -> list[tuple[str, str]]:
        """Return the breadcrumb."""
        way = [(_("Approvals"), reverse("desk:approvals")), (title, self.address("approval"))]
        return [*way, (last, "")] if last else way


class ApprovalView(_OneRequest, OnceMixin, KeptFormMixin, ConfirmingFormView):
    """Show one request on one page, and let whoever may decide it."""

    form_class = DecisionForm
    template_name = "desk/approval.html"
    confirm_template_name = "desk/approval_confirm.html"

    def get_initial(self) -> dict[str, Any]:
        """Remember the version that is shown."""
        return {"version": self.one().version}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say under each choice what it means."""
        page = shown.in_full(self.one(), scopes.current())
        hints = {"grant": page.consequence, "refuse": page.refused_means}
        return super().get_form_kwargs() | {"hints": {name: text for name, text in hints.items() if text}}

    def confirmation(self, form: DecisionForm) -> dict[str, Any]:
        """Say what will be decided."""
        decision = form.cleaned_data["decision"]
        words = dict(form.fields["decision"].choices)  # type: ignore[attr-defined]  # a choice field
        rows = [(form.fields["decision"].label, words[decision], "decision")]
        if form.cleaned_data["reason"]:
            rows.append((form.fields["reason"].label, form.cleaned_data["reason"], "reason"))
        return {
            "confirm_heading": _("Check your decision"),
            "rows": rows,
            "submit_label": words[decision],
            "submit_kind": "danger" if decision == "refuse" else "primary",
            "cancel_url": self.address("approval"),
        }

    def act(self, form: DecisionForm) -> str:
        """Decide."""
        deed = DEEDS[form.cleaned_data["decision"]]
        deed(
            request_id=self.one().pk,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
        return self.address("approval-done")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page: what is asked for, what changed, what the rules say, who did what."""
        scope, request = scopes.current(), self.one()
        page = shown.in_full(request, scope)
        return super().get_context_data(
            **kwargs,
            page=page,
            approval=request,
            standing=shown.standing(request, scope),
            entries=[(entry, shown.sentence(entry)) for entry in request.trail.all()],
            own_organisation=request.organisation,
            deputy=shown.deputy_of(scope.user_id, day=clock.today()) if scope.has_role(Role.APPROVER) else None,
            is_approver=scope.has_role(Role.APPROVER),
            others=[shown.brief(other) for other in approvals.waiting_for(scope) if other != request],
            trail=self.trail_to(page.title),
            screen="H-12",
        )


class ApprovalDoneView(_OneRequest, TemplateView):
    """Say what was decided, and what follows."""

    template_name = "desk/approval_done.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell of the person's latest deed with this request."""
        request = self.one()
        own = [entry for entry in request.trail.all() if entry.actor_id == scopes.current().user_id]
        if not own:
            raise Http404
        headings = {
            Deed.GRANTED: _("You approved it"),
            Deed.PASSED_ON: _("You approved it; the next step has it now"),
            Deed.SENT_BACK: _("You sent it back"),
            Deed.REFUSED: _("You refused it"),
            Deed.WITHDRAWN: _("You withdrew the request"),
            Deed.ON_PAPER: _("The decision made on paper is entered"),
            Deed.REQUESTED: _("Your request waits for approval"),
            Deed.RESUBMITTED: _("Your request waits for approval again"),
        }
        page = shown.brief(request)
        return super().get_context_data(
            **kwargs,
            page=page,
            approval=request,
            entry=own[0],
            heading=headings[Deed(own[0].deed)],
            receipt_number=request.number,
            received_at=own[0].at,
            trail=self.trail_to(page.title, _("Done")),
            back_url=reverse("desk:approvals"),
            back_label=_("Back to approvals"),
            screen="H-13",
        )


class WithdrawView(_OneRequest, OnceMixin, KeptFormMixin, ActingFormView):
    """Take a request back."""

    roles = (Role.CLERK,)
    form_class = WithdrawForm
    template_name = "form_page.html"

    def get_initial(self) -> dict[str, Any]:
        """Remember the version that is shown."""
        return {"version": self.one().version}

    def act(self, form: WithdrawForm) -> str:
        """Withdraw it."""
        values = form.cleaned_data
        approvals.withdraw(request_id=self.one().pk, version=values["version"], reason=values["reason"])
        return self.address("approval-done")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name what is withdrawn."""
        page = shown.brief(self.one())
        return super().get_context_data(
            **kwargs,
            heading=_("Withdraw this request?"),
            lead=page.title,
            submit_label=pgettext("request", "Withdraw"),
            cancel_url=self.address("approval"),
            trail=self.trail_to(page.title, pgettext("request", "Withdraw")),
            screen="H-14",
        )


class PaperDecisionView(_OneRequest, OnceMixin, KeptFormMixin, ActingFormView):
    """Enter a decision that one's own body made on paper."""

    roles = (Role.ADMINISTRATOR,)
    form_class = PaperDecisionForm
    template_name = "form_page.html"

    def get_initial(self) -> dict[str, Any]:
        """Remember the version that is shown."""
        return {"version": self.one().version}

    def act(self, form: PaperDecisionForm) -> str:
        """Enter it; the scan becomes a document of the body."""
        values, request = form.cleaned_data, self.one()
        approvals.enter_paper_decision(
            request_id=request.pk,
            version=values["version"],
            decided_on=values["decided_on"],
            decider_title=values["decider_title"],
            scan=keep_scan(values["scan"], body=request.organisation, number=request.number),
        )
        return self.address("approval-done")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name what was decided."""
        page = shown.brief(self.one())
        return super().get_context_data(
            **kwargs,
            heading=_("Enter a decision made on paper"),
            lead=page.title,
            submit_label=_("Enter the decision"),
            cancel_url=self.address("approval"),
            trail=self.trail_to(page.title, _("Enter a decision made on paper")),
            screen="H-15",
        )


class HubPaperDecisionView(ActsAsMixin, OnceMixin, KeptFormMixin, ActingFormView):
    """Enter, as a hub officer, a decision that a body without anybody to enter it made on paper."""

    roles = (Role.HUB_OFFICER,)
    form_class = HubPaperDecisionForm
    template_name = "desk/paper_decisions.html"

    def act(self, form: HubPaperDecisionForm) -> str:
        """Enter it; the scan becomes a document of that body."""
        values = form.cleaned_data
        body: Organisation = values["body"]
        approvals.enter_paper_decision_for(
            body=body,
            number=values["number"],
            decided_on=values["decided_on"],
            decider_title=values["decider_title"],
            scan=keep_scan(values["scan"], body=body, number=values["number"]),
        )
        return reverse("desk:paper-decisions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List what was entered lately, with its outcome."""
        return super().get_context_data(
            **kwargs,
            heading=_("Decisions made on paper"),
            lead=_("For a municipality where nobody can decide here. You see nothing of its request."),
            entries=PaperEntry.objects.select_related("body", "entered_by")[:20],
            submit_label=_("Enter the decision"),
            trail=[(_("Approvals"), reverse("desk:approvals")), (_("Decisions made on paper"), "")],
            screen="H-16",
        )
