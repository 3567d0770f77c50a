"""Things of the catalogue for tests, put there through the real actions."""

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

from commons.tenancy import scopes
from procurement import actions
from procurement.actions import NewVersion
from procurement.calculations.tiers import Tier
from procurement.models import CatalogueItem, Category, ItemVersion, Supplier

LONG_AGO = dt.date(2025, 4, 1)
TIERS = (Tier(1, 12_000), Tier(100, 10_800), Tier(300, 9_600))

_numbers = itertools.count(1)


def category(slug: str = "devices", name: str = "端末・周辺機器", name_en: str = "Devices and peripherals") -> Category:
    """Return a shelf, making it once."""
    return Category.objects.get_or_create(slug=slug, defaults={"name": name, "name_en": name_en, "order": 1})[0]


def supplier(slug: str = "sakuragaoka", name: str = "桜が丘情報機器販売株式会社") -> Supplier:
    """Return a supplier, making it once."""
    return Supplier.objects.get_or_create(
        slug=slug, defaults={"name": name, "kana": "さくらがおか", "is_corporation": False}
    )[0]


def version(*, tiers: Sequence[Tier] = TIERS, **changes: Any) -> NewVersion:
    """Return a version to publish."""
    values: dict[str, Any] = {
        "valid_from_on": LONG_AGO,
        "description": "Type-C一本で給電と表示ができます。",
        "unit": "台",
        "tax_percent": 10,
        "network": "not_applicable",
        "included": ["本体", "ケーブル"],
        "certifications": ["ISMAP"],
        **changes,
    }
    return NewVersion(tiers=tiers, **values)


def item(*, slug: str = "", new_version: NewVersion | None = None, **changes: Any) -> CatalogueItem:
    """Add an item to the catalogue in the system's scope."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "category": category(),
        "name": f"外付けディスプレイ {number}",
        "kana": f"そとづけでぃすぷれい {number:04}",
        "summary": "紙を減らす最初の一歩に。",
        "supplier": supplier(),
        "contract_kind": "purchase",
        "synonyms": ["モニター"],
        **changes,
    }
    with scopes.system("test"):
        return actions.add_item(slug=slug or f"display-{number}", version=new_version or version(), **values)


def publish(thing: CatalogueItem, new_version: NewVersion) -> ItemVersion:
    """Publish the next version in the system's scope."""
    with scopes.system("test"):
        thing.refresh_from_db()
        current = thing.versions.first()
        return actions.publish_version(
            item=thing, expected_number=current.number if current else 0, version=new_version
        )


def get(slug: str) -> CatalogueItem:
    """Return an item by its slug."""
    return CatalogueItem.objects.get(slug=slug)
