"""The rows of a form in which tiers are typed: eight to begin with, more when asked, all without a script."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from commons.values.fields import IntegerField, YenField
from procurement.actions.refusals import TIER_SENTENCES
from procurement.calculations.tiers import Flaw, Step, Tier, faults

FIRST_ROWS = 8
MORE_ROWS = 4
MOST_ROWS = 40
MOST_QUANTITY = 100_000_000
MOST_YEN = 9_999_999_999


class TierRows(forms.Form):
    """Type tiers row by row. Empty rows do not count; the filled ones are read in their order."""

    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_ROWS, initial=FIRST_ROWS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tiers: list[Tier] = []
        self.row_numbers = range(1, self._row_count() + 1)
        for number in self.row_numbers:
            self.fields[from_name(number)] = IntegerField(
                label=_("Tier %(number)s: from a total of") % {"number": number},
                required=False,
                min_value=1,
                max_value=MOST_QUANTITY,
            )
            self.fields[price_name(number)] = YenField(
                label=_("Tier %(number)s: unit price (without tax)") % {"number": number},
                required=False,
                min_value=1,
                max_value=MOST_YEN,
            )

    @staticmethod
    def initial_tiers(tiers: Iterable[Step]) -> dict[str, Any]:
        """Return what the rows show first."""
        shown: dict[str, Any] = {}
        for number, tier in enumerate(tiers, start=1):
            shown |= {from_name(number): grouped(tier.min_total_quantity), price_name(number): grouped(tier.unit_price)}
        return shown | {"rows": max(FIRST_ROWS, len(shown) // 2 + 1)}

    def with_more_rows(self) -> QueryDict:
        """Return what was sent, asking for more empty rows: the view draws the form again from it."""
        sent: QueryDict = self.data.copy()  # type: ignore[attr-defined]  # what was posted is a QueryDict
        sent[self.add_prefix("rows")] = str(min(len(self.row_numbers) + MORE_ROWS, MOST_ROWS))
        return sent

    def clean(self) -> dict[str, Any]:
        """Read the filled rows, and say beside a row what is wrong with it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        filled = [number for number in self.row_numbers if self._typed(number)]
        self._ask_for_halves(filled)
        if any(name in self.errors for number in filled for name in (from_name(number), price_name(number))):
            return cleaned
        self.tiers = [Tier(cleaned[from_name(number)], cleaned[price_name(number)]) for number in filled]
        for fault in faults(self.tiers):
            number = filled[fault.place] if filled else 1
            self.add_error(_FIELD_OF[fault.flaw](number), TIER_SENTENCES[fault.flaw])
        return cleaned

    def tier_fields(self) -> list[tuple[Any, Any]]:
        """Return the fields row by row, for the template."""
        return [(self[from_name(number)], self[price_name(number)]) for number in self.row_numbers]

    def _row_count(self) -> int:
        shown = self.get_initial_for_field(self.fields["rows"], "rows")
        wanted = self.data.get(self.add_prefix("rows")) if self.is_bound else shown
        try:
            return min(max(int(str(wanted)), 1), MOST_ROWS)
        except ValueError:
            return FIRST_ROWS

    def _typed(self, number: int) -> bool:
        names = (from_name(number), price_name(number))
        return any(str(self.data.get(self.add_prefix(name)) or "").strip() for name in names)

    def _ask_for_halves(self, filled: list[int]) -> None:
        for number in filled:
            for name in (from_name(number), price_name(number)):
                if name not in self.errors and self.cleaned_data.get(name) is None:
                    self.add_error(name, _("Fill in both fields of a tier, or neither."))


def grouped(number: int | None) -> str:
    """Write a stored number as a form shows it first: with its thousands apart."""
    return "" if number is None else f"{number:,}"


def from_name(number: int) -> str:
    """Name the field of a row's quantity."""
    return f"tier_{number}_from"


def price_name(number: int) -> str:
    """Name the field of a row's price."""
    return f"tier_{number}_price"


_FIELD_OF = {
    Flaw.EMPTY: from_name,
    Flaw.FIRST_NOT_ONE: from_name,
    Flaw.QUANTITY_NOT_RISING: from_name,
    Flaw.PRICE_NOT_FALLING: price_name,
    Flaw.PRICE_NOT_POSITIVE: price_name,
}
