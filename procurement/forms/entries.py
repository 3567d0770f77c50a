"""What a municipality enters into a procurement: its answer, its participation, its withdrawal."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.accounts.form_tokens import FormTokenMixin
from commons.values import clock
from commons.values.fields import DateField, IntegerField, LineField, TextField, YenField
from procurement.actions import LineFigures
from procurement.actions.refusals import QuantityMissing, WantedInThePast, WantedOnMissing
from procurement.models import DemandResponse, LineItem, MunicipalityBudget
from procurement.states import Stance

from .tiers import MOST_QUANTITY, MOST_YEN, grouped


class EntryFields(forms.Form):
    """A quantity for each line, a wanted day and a remark."""

    wanted_on = DateField(
        label=_("Needed from"),
        help_text=_("The day from which you would need it. “R8.10.1” and “2026-10-01” are read alike."),
        required=False,
    )
    remark = TextField(
        label=_("Remark"),
        help_text=_("Your municipality and the hub read it. Write no price here. Up to 1,000 characters."),
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, lines: Sequence[LineItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            field = IntegerField(
                label=line.name if len(self.lines) > 1 else _("Quantity"),
                required=False,
                min_value=0,
                max_value=MOST_QUANTITY,
            )
            field.unit = line.unit.partition("・")[0]  # type: ignore[attr-defined]  # read by the field's template
            self.fields[quantity_name(line.pk)] = field
        self.fields["wanted_on"].required = self.fields["remark"].required = False

    @property
    def wants(self) -> bool:
        """Tell whether quantities and a day are asked for."""
        return True

    def clean(self) -> dict[str, Any]:
        """Hold quantities and day together, with the sentences of the actions, before the confirmation."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day = cleaned.get("wanted_on")
        if isinstance(day, dt.date) and day < clock.today():
            self.add_error("wanted_on", WantedInThePast.message)
        if not self.wants:
            return cleaned
        names = [quantity_name(line.pk) for line in self.lines]
        if names and not any(cleaned.get(name) for name in names) and not any(name in self.errors for name in names):
            self.add_error(names[0], QuantityMissing.message)
        if day is None and "wanted_on" not in self.errors:
            self.add_error("wanted_on", WantedOnMissing.message)
        return cleaned

    def quantities(self) -> dict[int, int]:
        """Return the quantities by line."""
        return {line.pk: self.cleaned_data.get(quantity_name(line.pk)) or 0 for line in self.lines}

    def quantity_fields(self) -> list[Any]:
        """Return the bound fields of the quantities, for the template."""
        return [self[quantity_name(line.pk)] for line in self.lines]

    def order_lines(self, first: Sequence[str], last: Sequence[str]) -> None:
        """Put the lines' fields between the first and the last ones."""
        self.order_fields([*first, *(quantity_name(line.pk) for line in self.lines), *last])


class SurveyForm(FormTokenMixin, EntryFields):
    """Answer a survey. Nothing of it binds; the last part is the body's own."""

    stance = forms.ChoiceField(
        label=_("Prospect"),
        help_text=_("This answer decides nothing yet: what you expect today is enough."),
        choices=Stance.choices,
        widget=forms.RadioSelect,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in self.lines:
            name = "" if len(self.lines) == 1 else f"{line.name} – "
            for key, label in (("paid", _("unit price paid now (without tax)")), ("plan", _("budgeted unit price"))):
                self.fields[f"{key}_{line.pk}"] = YenField(
                    label=_label(name, label), required=False, min_value=1, max_value=MOST_YEN
                )
            self.fields[f"book_{line.pk}"] = LineField(
                label=_label(name, _("budget line")), required=False, max_length=120
            )
        self.order_lines(["stance"], ["wanted_on", "remark"])

    @property
    def wants(self) -> bool:
        """Tell whether quantity and day are needed: one who only considers it need not know them."""
        return self.cleaned_data.get("stance") == Stance.JOIN

    def private_fields(self) -> list[tuple[Any, Any, Any]]:
        """Return the private fields line by line, for the template."""
        return [(self[f"paid_{line.pk}"], self[f"plan_{line.pk}"], self[f"book_{line.pk}"]) for line in self.lines]

    def figures(self) -> dict[int, LineFigures]:
        """Return what the body pays and plans, by line."""
        return {
            line.pk: LineFigures(
                baseline_unit_price=self.cleaned_data.get(f"paid_{line.pk}"),
                unit_budget=self.cleaned_data.get(f"plan_{line.pk}"),
                budget_line=self.cleaned_data.get(f"book_{line.pk}") or "",
            )
            for line in self.lines
        }

    @staticmethod
    def initial_of(
        answer: DemandResponse | None, quantities: dict[int, int], budgets: dict[int, MunicipalityBudget]
    ) -> dict[str, Any]:
        """Return what the form shows first."""
        shown: dict[str, Any] = {"revision": answer.revision if answer else 0}
        if answer is not None:
            shown |= {"stance": answer.stance, "wanted_on": answer.wanted_on, "remark": answer.remark}
        shown |= {quantity_name(line_id): grouped(quantity) for line_id, quantity in quantities.items()}
        for line_id, budget in budgets.items():
            shown |= {
                f"paid_{line_id}": grouped(budget.baseline_unit_price),
                f"plan_{line_id}": grouped(budget.unit_budget),
                f"book_{line_id}": budget.budget_line,
            }
        return shown


class JoinForm(FormTokenMixin, EntryFields):
    """Ask one's approvers for participation."""

    note = TextField(
        label=_("To the approver"),
        help_text=_("Only your municipality reads it. Up to 1,000 characters."),
        required=False,
        max_length=1000,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_lines([], ["wanted_on", "remark", "note"])


class WithdrawForm(FormTokenMixin, forms.Form):
    """Take one's municipality out again."""

    reason = TextField(
        label=_("Reason"), help_text=_("Your municipality and the hub read it. Up to 400 characters."), max_length=400
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def quantity_name(line_id: int) -> str:
    """Name the field of a line's quantity."""
    return f"quantity_{line_id}"


def _label(name: str, label: Any) -> Any:
    text = f"{name}{label}"
    return text[:1].upper() + text[1:]
