"""Set a route, name a deputy."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.accounts.form_tokens import FormTokenMixin
from commons.accounts.models import Membership
from commons.lifecycle import approvals
from commons.lifecycle.models.route import MOST_STEPS
from commons.values.fields import DateField, LineField

ANYBODY, NOBODY = "any", ""


class PlainForm(FormTokenMixin, forms.Form):
    """Nothing but the token: for a confirmation."""


def _names(approvers: Mapping[int, Membership]) -> list[tuple[str, str]]:
    return [(str(pk), f"{held.user.name}　{held.department} {held.title}".strip()) for pk, held in approvers.items()]


class RouteForm(FormTokenMixin, forms.Form):
    """A kind of thing, a department, and up to three steps."""

    kind = forms.ChoiceField(label=_("Kind of thing"), required=False)
    department = LineField(
        label=_("Department"),
        help_text=_("As it stands in the list of people. Leave it empty for every department."),
        required=False,
        max_length=80,
    )
    step_1 = forms.ChoiceField(label=_("First step"))
    step_2 = forms.ChoiceField(label=_("Second step"), required=False)
    step_3 = forms.ChoiceField(label=_("Third step"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, approvers: Mapping[int, Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Every kind")), *((one.name, one.label) for one in approvals.registered())]
        for position in range(1, MOST_STEPS + 1):
            step: Any = self.fields[f"step_{position}"]
            none = [(NOBODY, _("No further step"))] if position > 1 else []
            step.choices = [*none, (ANYBODY, _("Any approver")), *_names(approvers)]

    def clean(self) -> dict[str, Any]:
        """Refuse a gap between the steps."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("step_3") and not cleaned.get("step_2"):
            self.add_error("step_2", _("Choose the second step before the third one."))
        return cleaned

    def approver_ids(self) -> list[int | None]:
        """Return the steps in their order; ``None`` is any approver."""
        chosen = [self.cleaned_data[f"step_{position}"] for position in range(1, MOST_STEPS + 1)]
        return [None if choice == ANYBODY else int(choice) for choice in chosen if choice != NOBODY]


class DeputyForm(FormTokenMixin, forms.Form):
    """Who stands in for whom, from when to when."""

    approver = forms.ChoiceField(label=_("Approver"))
    deputy = forms.ChoiceField(label=_("Deputy"), help_text=_("Only approvers of your municipality can stand in."))
    valid_from = DateField(label=_("First day"))
    valid_until = DateField(label=_("Last day"))

    def __init__(
        self, *args: Any, approvers: Mapping[int, Membership], only_for: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = _names(approvers)
        own = [pair for pair in names if only_for is None or pair[0] == str(only_for)]
        approver: Any = self.fields["approver"]
        deputy: Any = self.fields["deputy"]
        approver.choices = own
        deputy.choices = [pair for pair in names if only_for is None or pair[0] != str(only_for)]
