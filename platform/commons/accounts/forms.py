"""The forms around the password, in our words and anatomy: labels above, no placeholders, no links in support."""

import unicodedata
from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _


class MailAddressField(forms.EmailField):
    """Take a mail address, in full-width letters too: an input method left on is no error of the clerk's."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mail address"))
        kwargs.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "username"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Return it in half-width small letters, as people's addresses are kept."""
        return str(super().to_python(unicodedata.normalize("NFKC", str(value or "")))).lower()


def _rules() -> str:
    return " ".join(password_validators_help_texts())


class _PlainPasswords:
    """Take off what allauth adds to password fields and the design does not have."""

    fields: dict[str, forms.Field]
    words: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = lazy(_rules, str)() if name == "password1" else ""
            field.label = self.words.get(name, field.label)


class SignInForm(_PlainPasswords, allauth_forms.LoginForm):
    """Mail address and password."""

    words = {"password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = MailAddressField()
        self.order_fields(["login", "password"])


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):
    """The mail address to which a link goes."""

    email = MailAddressField()


class NewPasswordForm(_PlainPasswords, allauth_forms.ResetPasswordKeyForm):
    """A new password for whoever holds the link."""

    words = {"password1": _("New password"), "password2": _("New password, once more")}


class ChangePasswordForm(_PlainPasswords, allauth_forms.ChangePasswordForm):
    """A new password for whoever knows the old one."""

    words = {"oldpassword": _("Current password"), **NewPasswordForm.words}
