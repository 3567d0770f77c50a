"""What is typed from 仕様協議 to 数量確定: questions, answers, requests to sign, quantities with their maximum."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.accounts.form_tokens import FormTokenMixin
from commons.values.fields import IntegerField, TextField, YenField
from procurement.actions import Wanted
from procurement.actions.refusals import MaximumBelowLowestTier, QuantityMissing
from procurement.models import LineItem

from .budgets import RevisionForm
from .entries import quantity_name
from .tiers import MOST_QUANTITY, MOST_YEN, grouped


class AskForm(FormTokenMixin, forms.Form):
    """Ask about the specification."""

    text = TextField(
        label=_("Question"),
        help_text=_("All bodies read it at once, without your municipality’s name. Up to 1,000 characters."),
        max_length=1000,
    )


class AnswerForm(FormTokenMixin, forms.Form):
    """Answer a question to all."""

    answer = TextField(
        label=_("Answer"),
        help_text=_("All bodies read it. An answer cannot be changed afterwards. Up to 2,000 characters."),
        max_length=2000,
    )


class SignForm(FormTokenMixin, forms.Form):
    """Ask one's approver to sign."""

    note = TextField(
        label=_("To the approver"),
        help_text=_("Only your municipality reads it. Up to 1,000 characters."),
        required=False,
        max_length=1000,
    )


class FreezeForm(RevisionForm):
    """Freeze the version that is shown."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class QuantitiesForm(forms.Form):
    """A quantity and a maximum unit price for each line, to try out. Nothing of it is stored."""

    def __init__(self, *args: Any, lines: Sequence[LineItem], binds: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.binds = list(lines), binds
        for line in self.lines:
            prefix = f"{line.name} – " if len(self.lines) > 1 else ""
            quantity = IntegerField(
                label=line.name if prefix else _("Quantity"), required=False, min_value=0, max_value=MOST_QUANTITY
            )
            quantity.unit = line.unit.partition("・")[0]  # type: ignore[attr-defined]  # read by the field's template
            self.fields[quantity_name(line.pk)] = quantity
            self.fields[maximum_name(line.pk)] = YenField(
                label=prefix + str(_("Maximum unit price (without tax)")),
                help_text=_("Above it your municipality is not bound. Leave it empty to be bound at whatever tier."),
                required=False,
                min_value=1,
                max_value=MOST_YEN,
            )

    @staticmethod
    def initial_of(wanted: Mapping[int, Wanted]) -> dict[str, Any]:
        """Return what the form shows first."""
        shown: dict[str, Any] = {}
        for line_id, each in wanted.items():
            shown |= {quantity_name(line_id): grouped(each.quantity), maximum_name(line_id): grouped(each.maximum)}
        return shown

    def clean(self) -> dict[str, Any]:
        """Ask for one quantity at least, and for maximum prices that a tier can meet."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        names = [quantity_name(line.pk) for line in self.lines]
        if names and not any(cleaned.get(name) for name in names) and not any(name in self.errors for name in names):
            self.add_error(names[0], QuantityMissing.message)
        for line in self.lines:
            maximum = cleaned.get(maximum_name(line.pk))
            if self.binds and maximum is not None and maximum < line.tiers[-1].unit_price:
                self.add_error(maximum_name(line.pk), MaximumBelowLowestTier.message)
        return cleaned

    def wanted(self) -> dict[int, Wanted]:
        """Return what was typed by line."""
        return {
            line.pk: Wanted(
                quantity=self.cleaned_data.get(quantity_name(line.pk)) or 0,
                maximum=self.cleaned_data.get(maximum_name(line.pk)),
            )
            for line in self.lines
        }

    def line_fields(self) -> list[tuple[Any, Any]]:
        """Return the bound fields line by line, for the template."""
        return [(self[quantity_name(line.pk)], self[maximum_name(line.pk)]) for line in self.lines]


class CommitForm(FormTokenMixin, QuantitiesForm):
    """Ask one's approver to bind the body."""

    note = TextField(
        label=_("To the approver"),
        help_text=_("Only your municipality reads it. Up to 1,000 characters."),
        required=False,
        max_length=1000,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for line in self.lines for name in (quantity_name(line.pk), maximum_name(line.pk)))])


def maximum_name(line_id: int) -> str:
    """Name the field of a line's maximum unit price."""
    return f"maximum_{line_id}"
