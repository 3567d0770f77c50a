"""What the hub types about items and versions."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commons.accounts.form_tokens import FormTokenMixin
from commons.values.fields import DateField, IntegerField, LineField, TextField
from procurement.actions import NewVersion
from procurement.models import CatalogueItem, Category, Certification, ContractKind, ItemVersion, Network, Supplier

from .tiers import TierRows

MOST_LINES = 30
ADDRESS = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
RESERVED_ADDRESSES = frozenset({"new"})  # addresses of this house's own pages


class LinesField(TextField):
    """A list, one entry on each line; empty lines do not count."""

    def __init__(self, *, longest_line: int = 80, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 5}), **kwargs)
        self.longest_line = longest_line

    def prepare_value(self, value: Any) -> Any:
        """Show a stored list line by line, and what was typed as it was typed."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """Read the list."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_LINES:
            raise ValidationError(_("Enter at most %(limit)s lines."), params={"limit": MOST_LINES})
        for number, line in enumerate(found, start=1):
            if len(line) > self.longest_line:
                raise ValidationError(
                    _("Entry %(number)s has %(length)s characters. Enter at most %(limit)s."),
                    params={"number": number, "length": len(line), "limit": self.longest_line},
                )
        return found


class ItemFields(forms.Form):
    """What is said of an item."""

    category = forms.ModelChoiceField(label=_("Category"), queryset=Category.objects.all(), to_field_name="slug")
    name = LineField(label=_("Name"), max_length=80)
    kana = LineField(label=_("Reading"), help_text=_("In kana. The list is ordered by it."), max_length=160)
    summary = LineField(label=_("Summary"), help_text=_("One sentence for the list."), max_length=120)
    supplier = forms.ModelChoiceField(label=_("Supplier"), queryset=Supplier.objects.all(), to_field_name="slug")
    synonyms = LinesField(
        label=_("Other words"),
        help_text=_("Words by which people look for it, one on each line."),
        required=False,
        longest_line=40,
    )
    contract_kind = forms.ChoiceField(
        label=_("Kind of contract"), choices=ContractKind.choices, widget=forms.RadioSelect
    )

    ITEM_NAMES = ("category", "name", "kana", "summary", "supplier", "synonyms", "contract_kind")

    def item_values(self) -> dict[str, Any]:
        """Return what the actions take of the item."""
        return {name: self.cleaned_data[name] for name in self.ITEM_NAMES}


class VersionFields(TierRows):
    """What is published as a version."""

    valid_from_on = DateField(
        label=_("Valid from"), help_text=_("Today or earlier. “R8.6.10” and “2026-06-10” are read alike.")
    )
    description = TextField(label=_("Description"), max_length=2000)
    unit = LineField(label=_("Unit"), help_text=_("What a price is for, such as 台 or 利用者・年."), max_length=40)
    tax_percent = IntegerField(label=_("Tax rate"), min_value=0, max_value=100)
    included = LinesField(label=_("What is included"), help_text=_("One thing on each line."), longest_line=80)
    network = forms.ChoiceField(label=_("Network line"), choices=Network.choices, widget=forms.RadioSelect)
    certifications = forms.MultipleChoiceField(
        label=_("Certifications"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other_certifications = LinesField(
        label=_("Certifications not listed above"), help_text=_("One on each line."), required=False, longest_line=40
    )

    VERSION_NAMES = (
        "valid_from_on",
        "description",
        "unit",
        "tax_percent",
        "included",
        "network",
        "certifications",
        "other_certifications",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = list(Certification.objects.values_list("name", flat=True))
        self.fields["certifications"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]  # a choice field
        self.fields["tax_percent"].unit = "%"  # type: ignore[attr-defined]  # read by the field's template

    @staticmethod
    def initial_of(version: ItemVersion) -> dict[str, Any]:
        """Return what a following version starts from: the present one, but for its day."""
        names = ("description", "unit", "tax_percent", "included", "network", "certifications")
        return {name: getattr(version, name) for name in names} | TierRows.initial_tiers(version.tiers.all())

    def all_certifications(self) -> list[str]:
        """Return the ticked names and the typed ones, each once."""
        return list(dict.fromkeys([*self.cleaned_data["certifications"], *self.cleaned_data["other_certifications"]]))

    def new_version(self) -> NewVersion:
        """Return what the actions publish."""
        names = ("valid_from_on", "description", "unit", "tax_percent", "included", "network")
        return NewVersion(
            **{name: self.cleaned_data[name] for name in names},
            certifications=self.all_certifications(),
            tiers=self.tiers,
        )


class ItemEditForm(FormTokenMixin, ItemFields):
    """Mend what is said of an item."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @classmethod
    def initial_of(cls, item: CatalogueItem) -> dict[str, Any]:
        """Return what the form shows first."""
        return {
            **{name: getattr(item, name) for name in cls.ITEM_NAMES},
            "category": item.category_id,
            "supplier": item.supplier.slug,
            "revision": item.revision,
        }


class VersionForm(FormTokenMixin, VersionFields):
    """Publish the next version of an item."""

    expected_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class NewItemForm(FormTokenMixin, ItemFields, VersionFields):
    """Add an item with its first version."""

    slug = LineField(
        label=_("Page address"),
        help_text=_("The last part of the address of the item’s page, such as “ext-display”. It stays as it is."),
        max_length=60,
    )

    field_order = ("slug", *ItemFields.ITEM_NAMES, *VersionFields.VERSION_NAMES)

    def clean_slug(self) -> str:
        """Read the address; small letters only, so that an address read out on the telephone is found."""
        slug: str = unicodedata.normalize("NFKC", self.cleaned_data["slug"])
        if not ADDRESS.fullmatch(slug):
            raise ValidationError(_("Enter small letters a–z, digits and hyphens only, and start with a letter."))
        if slug in RESERVED_ADDRESSES:
            raise ValidationError(_("This address is taken by a page of the site. Choose a different one."))
        return slug
