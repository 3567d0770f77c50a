"""The catalogue and the procurements as lists.

Every row, filter, order and column of the catalogue is public. The hub alone finds drafts among the procurements;
nothing else depends on who asks, and nothing touches private rows.
"""

from django.db.models import F
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commons.lists.definition import Column, ListDefinition, Sort
from commons.lists.filters import ChoiceFacet, FilterSet, RelatedFacet, WordsFilter
from commons.tenancy.scopes import Scope
from commons.values.text import fold

from .models import CatalogueItem, ContractKind, ItemVersion, JointProcurement, Network, PriceBand
from .queries import catalogue, procurements
from .states import Method, State


def _category_label() -> str:
    return "category__name_en" if (get_language() or "ja").startswith("en") else "category__name"


class CatalogueFilters(FilterSet):
    """The filters of the catalogue, in the order in which they are drawn."""

    q = WordsFilter("folded_text", fold=fold, label=_("Words"))
    category = RelatedFacet(
        "category__slug", label=_("Category"), label_field=_category_label, rank_field="category__order"
    )
    price = ChoiceFacet("price_band", label=_("Unit price from"), choices=PriceBand.choices)
    kind = ChoiceFacet("contract_kind", label=_("Kind of contract"), choices=ContractKind.choices)
    network = ChoiceFacet("network", label=_("Network line"), choices=Network.choices)
    certification = RelatedFacet(
        "certifications__name", label=_("Certification"), label_field="certifications__name", many=True
    )
    supplier = RelatedFacet("supplier__slug", label=_("Supplier"), label_field="supplier__name")

    class Meta:
        model = CatalogueItem
        fields: list[str] = []


def _sorts(scope: Scope) -> list[Sort]:
    return [
        Sort("newest", _("Newest first"), ["-published_at", "-current_version_id"]),
        Sort("price", _("Lowest unit price first"), ["entry_unit_price"]),
        Sort("price-down", _("Highest unit price first"), ["-entry_unit_price"]),
        Sort("name", _("By name (reading)"), ["kana"]),
    ]


def _version(item: CatalogueItem) -> ItemVersion:
    """Return the current version, which every item has from its first transaction on."""
    assert item.current_version is not None  # noqa: S101 - the type allows none because the two tables refer to each other
    return item.current_version


def _columns(scope: Scope) -> list[Column]:
    """List the columns of the export: what every visitor may read, and nothing of any body."""
    return [
        Column("slug", _("Page address"), lambda item: item.slug),
        Column("name", _("Item"), lambda item: item.name, width=40),
        Column("kana", _("Reading"), lambda item: item.kana, width=40),
        Column("category", _("Category"), lambda item: item.category.display_name, width=24),
        Column("summary", _("Summary"), lambda item: item.summary, width=60),
        Column("supplier", _("Supplier"), lambda item: item.supplier.name, width=32),
        Column("contract_kind", _("Kind of contract"), lambda item: item.get_contract_kind_display()),
        Column("unit", _("Unit"), lambda item: _version(item).unit),
        Column("entry_unit_price", _("Unit price from a total of 1 (without tax)"), lambda item: item.entry_unit_price),
        Column("lowest_from", _("Lowest tier from a total of"), lambda item: item.lowest_from_quantity),
        Column("lowest_unit_price", _("Unit price there (without tax)"), lambda item: item.lowest_unit_price),
        Column("tax_percent", _("Tax rate (%)"), lambda item: _version(item).tax_percent),
        Column("network", _("Network line"), lambda item: item.get_network_display()),
        Column("certifications", _("Certifications"), lambda item: " / ".join(_version(item).certifications), width=40),
        Column("version", _("Version"), lambda item: _version(item).number, width=8),
        Column("valid_from_on", _("Valid from"), lambda item: _version(item).valid_from_on, width=14),
    ]


CATALOGUE = ListDefinition(
    name="procurement.catalogue",
    title=_("Catalogue of joint procurement"),
    unit=_("items"),
    url_name="procurement:catalogue",
    queryset=catalogue,
    filterset=CatalogueFilters,
    default_sort="newest",
    sorts=_sorts,
    columns=_columns,
    public=True,
)


class ProcurementFilters(FilterSet):
    """The filters of the list of procurements."""

    q = WordsFilter("folded_text", fold=fold, label=_("Words"))
    state = ChoiceFacet("state", label=_("State"), choices=State.choices)
    category = RelatedFacet(
        "category__slug", label=_("Category"), label_field=_category_label, rank_field="category__order"
    )
    method = ChoiceFacet("method", label=_("Method"), choices=Method.choices)

    class Meta:
        model = JointProcurement
        fields: list[str] = []


def _procurement_sorts(scope: Scope) -> list[Sort]:
    return [
        Sort("deadline", _("Nearest deadline first"), [F("closes_at").asc(nulls_last=True), "-created_at"]),
        Sort("newest", _("Newest first"), ["-created_at"]),
        Sort("number", _("By number"), ["number"]),
    ]


def _procurement_columns(scope: Scope) -> list[Column]:
    """List the columns of the export: what every visitor may read. Figures of bodies are in none."""
    return [
        Column("number", pgettext_lazy("procurement", "Number"), lambda row: row.number),
        Column("title", pgettext_lazy("procurement", "Title"), lambda row: row.title, width=50),
        Column("category", _("Category"), lambda row: row.category.display_name, width=24),
        Column("fiscal_year", _("Fiscal year"), lambda row: row.fiscal_year, width=10),
        Column("method", _("Method"), lambda row: row.get_method_display(), width=24),
        Column("contract_mode", _("Contracts"), lambda row: row.get_contract_mode_display(), width=24),
        Column("state", _("State"), lambda row: row.get_state_display()),
        Column("closes_at", _("Deadline"), lambda row: row.closes_at, width=20),
        Column("summary", _("Summary"), lambda row: row.summary, width=80),
    ]


PROCUREMENTS = ListDefinition(
    name="procurement.procurements",
    title=_("Joint procurements"),
    unit=_("procurements"),
    url_name="procurement:procurements",
    queryset=procurements,
    filterset=ProcurementFilters,
    default_sort="deadline",
    sorts=_procurement_sorts,
    columns=_procurement_columns,
)
