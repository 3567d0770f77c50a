"""The people of one's own body: invite, extend, end. For its administrators alone."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from commons.accounts import acting, staff
from commons.accounts.access import ActsAsMixin
from commons.accounts.confirming import ActingFormView, ConfirmingFormView
from commons.accounts.form_tokens import OnceMixin
from commons.accounts.kept_forms import KeptFormMixin
from commons.accounts.models import Membership, Role
from commons.desk.forms import ExtendForm, InviteForm, PlainForm
from commons.desk.people import one_of, people_of
from commons.tenancy import scopes
from commons.values import clock
from commons.values.wareki import format_for_reader


class _Administrator(ActsAsMixin):
    """Let the body's administrators through."""

    roles = (Role.ADMINISTRATOR,)


class PeopleView(_Administrator, TemplateView):
    """List who may do what here, until when."""

    template_name = "desk/people.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read them: one query."""
        return super().get_context_data(
            **kwargs,
            heading=_("People"),
            lead=_("Who acts for your municipality, in which role, until when."),
            people=people_of(scopes.current(), day=clock.today()),
            trail=[(_("People"), "")],
            screen="H-22",
        )


class InviteView(_Administrator, OnceMixin, KeptFormMixin, ConfirmingFormView):
    """Invite somebody."""

    form_class = InviteForm
    template_name = "form_page.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the hub's own role in the hub alone."""
        who = acting.of(self.request)
        return super().get_form_kwargs() | {"of_hub": bool(who and who.organisation and who.organisation.is_hub)}

    def confirmation(self, form: InviteForm) -> dict[str, Any]:
        """Show whom, as what, until when."""
        roles = dict(form.fields["role"].choices)  # type: ignore[attr-defined]  # a choice field
        in_words = {
            "role": roles[form.cleaned_data["role"]],
            "valid_until": format_for_reader(form.cleaned_data["valid_until"]),
        }
        rows = [
            (field.label, str(in_words.get(field.name, form.cleaned_data[field.name])) or "—", field.name)
            for field in form.visible_fields()
        ]
        return {"heading": _("Check the invitation"), "rows": rows, "submit_label": _("Invite")}

    def act(self, form: InviteForm) -> str:
        """Invite them."""
        made = staff.invite(**form.values())
        messages.success(
            self.request,
            _("%(name)s is invited. A mail leads them to the page where they set their password.")
            % {"name": made.user.name},
        )
        return reverse("desk:people")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        kwargs.setdefault("heading", _("Invite somebody"))
        kwargs.setdefault("cancel_url", reverse("desk:people"))
        return super().get_context_data(**kwargs, trail=_trail(_("Invite somebody")), screen="H-23")


class _OneRole(_Administrator, OnceMixin, KeptFormMixin, ActingFormView):
    """Change one role of the own body; another body's answers 404."""

    template_name = "form_page.html"

    def get_form(self, form_class: Any = None) -> Any:
        """Find the role first."""
        self.membership()
        return super().get_form(form_class)

    def membership(self) -> Membership:
        """Return the role."""
        found = one_of(scopes.current(), self.kwargs["pk"], day=clock.today())
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name person and role."""
        held = self.membership()
        kwargs.setdefault("lead", f"{held.user.name}　{held.get_role_display()}")
        return super().get_context_data(
            **kwargs, trail=_trail(str(kwargs["heading"])), cancel_url=reverse("desk:people")
        )


class ExtendView(_OneRole):
    """Let a role run until another day."""

    form_class = ExtendForm

    def get_initial(self) -> dict[str, Any]:
        """Start from its last day."""
        return {"valid_until": self.membership().valid_until}

    def act(self, form: ExtendForm) -> str:
        """Extend it."""
        held = staff.extend(membership_id=self.membership().pk, valid_until=form.cleaned_data["valid_until"])
        messages.success(
            self.request,
            _("The role of %(name)s runs until %(day)s.")
            % {"name": held.user.name, "day": format_for_reader(form.cleaned_data["valid_until"])},
        )
        return reverse("desk:people")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        kwargs["heading"] = _("Change the last day of a role")
        return super().get_context_data(**kwargs, submit_label=_("Change the last day"), screen="H-24")


class EndView(_OneRole):
    """Let a role end today, after a confirmation."""

    form_class = PlainForm

    def act(self, form: PlainForm) -> str:
        """End it."""
        held = staff.end(membership_id=self.membership().pk)
        messages.success(self.request, _("The role of %(name)s ends today.") % {"name": held.user.name})
        return reverse("desk:people")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        kwargs["heading"] = _("End this role today?")
        return super().get_context_data(**kwargs, submit_label=_("End it today"), screen="H-25")


def _trail(last: str) -> list[tuple[str, str]]:
    return [(_("People"), reverse("desk:people")), (last, "")]
