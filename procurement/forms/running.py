"""What the hub types to run a procurement."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commons.accounts.form_tokens import FormTokenMixin
from commons.values import clock
from commons.values.fields import DateField, IntegerField, LineField, TextField
from procurement.actions.refusals import DeadlineBehind, DeadlinesOutOfOrder
from procurement.calculations.numbers import fiscal_year_of
from procurement.models import CatalogueItem, Category, ContractKind
from procurement.states import ContractMode, Method, State, steps_of

from .tiers import MOST_QUANTITY, TierRows

ENDS_AT = dt.time(17, 0)
ASKED_STATES = (  # deadlines that the form asks for
    State.SURVEY,
    State.INTENT,
    State.SPEC_REVIEW,
    State.AGREEMENT,
    State.COMMITTING,
    State.TENDERING,
    State.CONTRACTING,
    State.ORDERING,
)
REQUIRED_STATES = (State.SURVEY, State.INTENT)


def ends_on(day: dt.date) -> dt.datetime:
    """Return the moment at which a deadline of the hub's office ends: 17:00 in Japan."""
    return dt.datetime.combine(day, ENDS_AT, tzinfo=clock.JST)


class SetUpForm(FormTokenMixin, forms.Form):
    """Set a procurement up. Lines and specification follow on its own page."""

    title = LineField(label=pgettext_lazy("procurement", "Title"), max_length=80)
    summary = TextField(label=_("Summary"), help_text=_("Everybody reads it. Up to 400 characters."), max_length=400)
    category = forms.ModelChoiceField(label=_("Category"), queryset=Category.objects.all(), to_field_name="slug")
    fiscal_year = IntegerField(label=_("Fiscal year"), help_text=_("The year whose April begins it."))
    method = forms.ChoiceField(label=_("Method"), choices=Method.choices, widget=forms.RadioSelect)
    contract_mode = forms.ChoiceField(
        label=_("Contracts"),
        choices=ContractMode.choices,
        widget=forms.RadioSelect,
        initial=ContractMode.INDIVIDUAL,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, year = self.fields["fiscal_year"], fiscal_year_of(clock.today())
        field.initial = year
        field.min_value, field.max_value = year - 1, year + 3  # type: ignore[attr-defined]  # an IntegerField
        for state in ASKED_STATES:
            self.fields[f"{state}_on"] = DateField(label=state.label, required=state in REQUIRED_STATES)

    def clean(self) -> dict[str, Any]:
        """Hold the deadlines to their order and to the future."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first = cleaned.get("survey_on")
        if isinstance(first, dt.date) and ends_on(first) <= clock.now():
            self.add_error("survey_on", DeadlineBehind.message)
        last: dt.date | None = None
        for state in steps_of(cleaned.get("method", "")):
            day = cleaned.get(f"{state}_on")
            if not isinstance(day, dt.date):
                continue
            if last is not None and day <= last:
                self.add_error(f"{state}_on", DeadlinesOutOfOrder.message)
            last = day
        return cleaned

    def deadlines(self) -> dict[str, dt.datetime]:
        """Return the moments that were entered, for the steps of the method."""
        steps = steps_of(self.cleaned_data["method"])
        days = {state: self.cleaned_data.get(f"{state}_on") for state in ASKED_STATES if state in steps}
        return {str(state): ends_on(day) for state, day in days.items() if day}

    def values(self) -> dict[str, Any]:
        """Return what the action takes besides the deadlines."""
        names = ("title", "summary", "category", "fiscal_year", "method", "contract_mode")
        return {name: self.cleaned_data[name] for name in names}

    def deadline_fields(self) -> list[Any]:
        """Return the bound fields of the deadlines, for the template."""
        return [self[f"{state}_on"] for state in ASKED_STATES]


class ItemLineForm(FormTokenMixin, forms.Form):
    """Add an item of the catalogue as a line: its current version, whose tiers bind."""

    item = forms.ModelChoiceField(
        label=_("Item"),
        queryset=CatalogueItem.objects.filter(current_version__isnull=False).select_related("current_version"),
        to_field_name="slug",
    )
    stands_from = IntegerField(
        label=_("Lowest total"),
        help_text=_("The line comes about from this total on. It is the first quantity of one of its tiers."),
        min_value=1,
        max_value=MOST_QUANTITY,
        initial=1,
    )

    def clean(self) -> dict[str, Any]:
        """Hold the lowest total to the tiers of the item."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        item, lowest = cleaned.get("item"), cleaned.get("stands_from")
        if item is not None and lowest is not None:
            known = [tier.min_total_quantity for tier in item.current_version.tiers.all()]
            if lowest not in known:
                self.add_error("stands_from", _no_such_tier(known))
        return cleaned


class ReferenceLineForm(FormTokenMixin, TierRows):
    """Add a line whose price the award will set, with prices for reference."""

    name = LineField(label=_("Name"), max_length=80)
    unit = LineField(label=_("Unit"), help_text=_("What a price is for, such as 台 or 利用者・年."), max_length=40)
    tax_percent = IntegerField(label=_("Tax rate"), min_value=0, max_value=100, initial=10)
    contract_kind = forms.ChoiceField(
        label=_("Kind of contract"), choices=ContractKind.choices, widget=forms.RadioSelect
    )
    similar_item = forms.ModelChoiceField(
        label=_("Similar item of the catalogue"),
        help_text=_("Its page then shows this procurement."),
        queryset=CatalogueItem.objects.all(),
        to_field_name="slug",
        required=False,
    )
    reference_source = LineField(label=_("Source of the reference price"), max_length=120)
    reference_on = DateField(label=_("Date of the reference price"))
    stands_from = IntegerField(label=_("Lowest total"), min_value=1, max_value=MOST_QUANTITY, initial=1)

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        names = (
            "name", "unit", "tax_percent", "contract_kind", "similar_item", "reference_source", "reference_on",
            "stands_from",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names} | {"tiers": self.tiers}


class SpecForm(FormTokenMixin, forms.Form):
    """Write the draft of the specification."""

    text = TextField(
        label=_("Clauses"),
        help_text=_("One clause on each line. Every change is kept as a version of its own, with its hash."),
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=20_000,
    )


class MoveDeadlineForm(FormTokenMixin, forms.Form):
    """Put a deadline off."""

    due_on = DateField(label=_("New deadline"), help_text=_("It ends at 17:00 of this day (Japan time)."))
    reason = LineField(label=_("Reason"), help_text=_("Every municipality reads it."), max_length=200)


class RemindForm(FormTokenMixin, forms.Form):
    """Choose the bodies to remind."""

    body = forms.MultipleChoiceField(label=_("Bodies to remind"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]  # a choice field
        self.fields["body"].error_messages["required"] = _("Choose at least one body.")


def _no_such_tier(known: list[int]) -> ValidationError:
    numbers = " / ".join(f"{number:,}" for number in known)
    return ValidationError(_("Enter the first quantity of a tier: %(numbers)s."), params={"numbers": numbers})
