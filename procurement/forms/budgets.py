"""What a municipality types about what it pays."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.accounts.form_tokens import FormTokenMixin
from commons.values.fields import DateField, LineField, YenField
from procurement.models import MunicipalityBudget

from .tiers import MOST_YEN, grouped


class BudgetForm(FormTokenMixin, forms.Form):
    """What one's own municipality pays and plans for an item."""

    baseline_unit_price = YenField(
        label=_("Unit price paid now (without tax)"),
        help_text=_("What one unit costs your municipality under its present contract."),
        min_value=1,
        max_value=MOST_YEN,
    )
    paid_since_on = DateField(
        label=_("Paid since"),
        help_text=_("The first day of that contract. “R7.4.1” and “2025-04-01” are read alike."),
        required=False,
    )
    unit_budget = YenField(
        label=_("Budgeted unit price (without tax)"), required=False, min_value=1, max_value=MOST_YEN
    )
    note = LineField(
        label=_("Note"),
        help_text=_("For example the budget line. Up to 200 characters."),
        required=False,
        max_length=200,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def initial_of(budget: MunicipalityBudget | None) -> dict[str, Any]:
        """Return what the form shows first."""
        if budget is None:
            return {"revision": 0}
        names = ("baseline_unit_price", "paid_since_on", "unit_budget", "note", "revision")
        shown = {name: getattr(budget, name) for name in names}
        return shown | {name: grouped(shown[name]) for name in ("baseline_unit_price", "unit_budget")}

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        names = ("baseline_unit_price", "paid_since_on", "unit_budget", "note")
        return {name: self.cleaned_data[name] for name in names}


class RevisionForm(FormTokenMixin, forms.Form):
    """Nothing but the revision that somebody saw: for a confirmation."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
