"""Decide a request, take one back, enter a decision made on paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commons.accounts.form_tokens import FormTokenMixin
from commons.tenancy.models import Organisation
from commons.values.fields import DateField, LineField, TextField
from commons.values.text import to_ascii_digits

SCANS = {"pdf": (b"%PDF-",), "png": (b"\x89PNG\r\n",), "jpg": (b"\xff\xd8\xff",), "jpeg": (b"\xff\xd8\xff",)}
MOST_BYTES = 10 * 1024 * 1024


class DecisionForm(FormTokenMixin, forms.Form):
    """Approve, send back or refuse. Nothing is chosen beforehand: it binds."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[
            ("grant", pgettext_lazy("decision", "Approve")),
            ("send_back", pgettext_lazy("decision", "Send back")),
            ("refuse", pgettext_lazy("decision", "Refuse")),
        ],
    )
    reason = TextField(
        label=_("Reason or instruction"),
        help_text=_("Needed when you send back or refuse. Up to 1,000 characters."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, hints: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].hints = {  # type: ignore[attr-defined]  # read by the design's own tag
            "send_back": _("Everything entered is kept and goes back to whoever requested it."),
            **(hints or {}),
        }

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where somebody needs it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("decision") in {"send_back", "refuse"} and not cleaned.get("reason") and not self.errors:
            self.add_error("reason", _("Write the reason: the person who requested this needs it."))
        return cleaned


class WithdrawForm(FormTokenMixin, forms.Form):
    """Take a request back."""

    reason = TextField(
        label=pgettext_lazy("withdrawal", "Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class PaperDecisionForm(FormTokenMixin, forms.Form):
    """What stands on a paper that was decided."""

    decided_on = DateField(label=_("Day of the decision"), help_text=_("As written on the paper, such as R8.6.10."))
    decider_title = LineField(
        label=_("Title of the person who decided"), help_text=_("For example: 副村長."), max_length=80
    )
    scan = forms.FileField(
        label=_("Scan of the paper"),
        help_text=_("PDF, PNG or JPEG, up to 10 MB. Only your municipality can open it."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def clean_scan(self) -> Any:
        """Take what is what its name says, and not too large."""
        scan = self.cleaned_data["scan"]
        if not scan:
            return None
        signatures = SCANS.get(scan.name.rpartition(".")[2].lower())
        if signatures is None or not scan.read(8).startswith(signatures):
            raise forms.ValidationError(_("This file is no PDF, PNG or JPEG."))
        if scan.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB."))
        scan.seek(0)
        return scan


class HubPaperDecisionForm(PaperDecisionForm):
    """The same, for a body that has nobody to enter it."""

    body = forms.ModelChoiceField(label=_("Municipality"), queryset=Organisation.objects.none())
    number = LineField(
        label=_("Number of the request"),
        help_text=_("It stands on the body’s paper, such as A-2026-0001."),
        max_length=20,
    )

    field_order = ("body", "number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["body"]
        choice.queryset = Organisation.objects.municipalities()
        self.fields["scan"].help_text = _("PDF, PNG or JPEG, up to 10 MB. Only that municipality can open it.")

    def clean_number(self) -> str:
        """Take full-width digits and letters too."""
        return to_ascii_digits(self.cleaned_data["number"]).strip().upper().replace("－", "-").replace("Ａ", "A")
