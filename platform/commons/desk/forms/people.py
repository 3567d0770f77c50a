"""Invite somebody, extend a role."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commons.accounts.form_tokens import FormTokenMixin
from commons.accounts.forms import MailAddressField
from commons.accounts.models import Role
from commons.values.fields import DateField, LineField


class InviteForm(FormTokenMixin, forms.Form):
    """Who somebody is, and what they may do here until when."""

    email = MailAddressField(widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = LineField(label=pgettext_lazy("person", "Name"), max_length=80)
    kana = LineField(label=pgettext_lazy("person", "Reading"), required=False, max_length=120)
    department = LineField(label=_("Department"), required=False, max_length=80)
    title = LineField(label=pgettext_lazy("person", "Title"), required=False, max_length=40)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    valid_until = DateField(label=_("Last day"), help_text=_("Three years ahead at most."))

    def __init__(self, *args: Any, of_hub: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles: Any = self.fields["role"]
        roles.choices = [(role.value, role.label) for role in Role if of_hub or role is not Role.HUB_OFFICER]
        roles.hints = ROLE_HINTS

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        names = ("email", "name", "kana", "department", "title", "role", "valid_until")
        return {name: self.cleaned_data[name] for name in names}


class ExtendForm(FormTokenMixin, forms.Form):
    """Another last day."""

    valid_until = DateField(label=_("Last day"), help_text=_("Three years ahead at most."))


ROLE_HINTS = {
    Role.CLERK.value: _("Answers surveys, requests participation, orders."),
    Role.APPROVER.value: _("Approves what binds the municipality."),
    Role.EDITOR.value: _("Publishes the municipality’s pages."),
    Role.ADMINISTRATOR.value: _("Invites people, sets routes of approval, sees the log."),
    Role.HUB_OFFICER.value: _("Runs procurements for all municipalities."),
}
