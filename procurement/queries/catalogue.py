"""Reads of the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from commons.tenancy.scopes import Scope
from procurement.models import CatalogueItem, ItemVersion, MunicipalityBudget, PriceTier


@dataclass(frozen=True)
class ItemPage:
    """An item, all its versions with the newest first, and the one shown with its tiers."""

    item: CatalogueItem
    versions: Sequence[ItemVersion]
    version: ItemVersion
    tiers: Sequence[PriceTier]

    @property
    def is_current(self) -> bool:
        """Tell whether the version shown is the one in force."""
        return self.version.pk == self.item.current_version_id


def catalogue(scope: Scope) -> QuerySet[CatalogueItem]:
    """Return the rows of the catalogue; everybody reads the same."""
    return CatalogueItem.objects.in_full()


def item_page(*, slug: str, number: int | None = None) -> ItemPage | None:
    """Return an item as of version ``number``, the current one without it; ``None`` where there is none."""
    item = CatalogueItem.objects.in_full().filter(slug=slug).first()
    if item is None:
        return None
    versions = list(item.versions.all())
    shown = next((each for each in versions if each.number == number), None) if number else next(iter(versions), None)
    if shown is None:
        return None
    return ItemPage(item, versions, shown, list(shown.tiers.all()))


def own_budget(item: CatalogueItem) -> MunicipalityBudget | None:
    """Return the figures of the body at work, if any: the manager hands out no other body's."""
    found: MunicipalityBudget | None = MunicipalityBudget.objects.filter(item=item).select_related("updated_by").first()
    return found


def newest(limit: int) -> list[CatalogueItem]:
    """Return the items whose current version was published last. One query."""
    return list(
        CatalogueItem.objects.select_related("category").order_by("-published_at", "-current_version_id")[:limit]
    )
