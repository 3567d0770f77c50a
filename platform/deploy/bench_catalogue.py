"""Count queries and CPU of the catalogue's pages, at three sizes, beside a bare render of the same rows."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from deploy import steps
from deploy.places import VAR, say

SIZES = (10, 1_000, 10_000)
QUERIES = 6  # limit of list and detail, for a visitor
RATIO = 4.0  # limit of CPU against a bare render, at the largest size
REPEATS = 15


def main() -> int:
    """Fill, measure, print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commons.config.settings.dev")
    for left in VAR.glob("db.sqlite3*"):
        left.unlink()  # a former run's rows would make the small sizes large
    steps.prepare(steps.TRANSLATIONS, steps.DATABASE, steps.STATIC)
    import django

    django.setup()
    print(f"{'catalogue':<10} {'items':>7} {'queries':>8} {'CPU ms':>8} {'bare ms':>8} {'ratio':>6}")
    passed = True
    for size in SIZES:
        first = fill(size)
        for name, path in (("list", "/procurement/catalogue/"), ("detail", f"/procurement/catalogue/{first}/")):
            queries, page, bare = measure(path)
            ratio = page / bare
            print(f"{name:<10} {size:>7,} {queries:>8} {page * 1000:>8.1f} {bare * 1000:>8.1f} {ratio:>6.2f}")
            passed &= queries <= QUERIES and (size < SIZES[-1] or ratio <= RATIO)
    limits = f"{QUERIES} queries, and {RATIO:.0f} times a bare render at {SIZES[-1]:,} items"
    say(f"Limits ({limits}): {'kept' if passed else 'MISSED'}")
    return 0 if passed else 1


def fill(size: int) -> str:
    """Bring the catalogue to ``size`` items, each with a version and three tiers; return the first one's slug."""
    from django.db import transaction

    from commons.tenancy import scopes
    from procurement.models import CatalogueItem, Category, Supplier

    with scopes.system("filling the bench"), transaction.atomic():
        if not Category.objects.exists():
            Category.objects.bulk_create(
                Category(slug=f"shelf-{n}", name=f"棚{n}", name_en=f"Shelf {n}", order=n) for n in range(9)
            )
            Supplier.objects.bulk_create(
                Supplier(slug=f"supplier-{n}", name=f"株式会社例示{n}", kana=f"れいじ{n}", corporate_number=f"{n:013}")
                for n in range(20)
            )
        there = CatalogueItem.objects.count()
        _add(range(there, size), list(Category.objects.all()), list(Supplier.objects.all()))
    return "item-0"


def _add(numbers: range, categories: list[Any], suppliers: list[Any]) -> None:
    from commons.values import clock
    from procurement.models import CatalogueItem, ContractKind, ItemVersion, Network, PriceBand, PriceTier

    now = clock.now()
    kinds, networks = list(ContractKind), list(Network)
    items = CatalogueItem.objects.bulk_create(
        CatalogueItem(
            slug=f"item-{n}",
            category=categories[n % len(categories)],
            supplier=suppliers[n % len(suppliers)],
            name=f"議事録作成支援サービス 第{n}号",
            kana=f"ぎじろくさくせいしえんさーびす {n:05}",
            summary="会議の音声を文字にし、要約と発言者の区別までを庁内の回線だけで行います。",
            contract_kind=kinds[n % len(kinds)],
            created_at=now,
            updated_at=now,
            published_at=now,
            network=networks[n % len(networks)],
            entry_unit_price=price(n),
            price_band=PriceBand.of(price(n)),
            lowest_unit_price=price(n) * 8 // 10,
            lowest_from_quantity=100,
            folded_text=f"ぎじろくさくせいしえんさーびす {n}",
        )
        for n in numbers
    )
    versions = ItemVersion.objects.bulk_create(
        ItemVersion(
            item=item,
            number=1,
            valid_from_on=now.date(),
            published_at=now,
            description="会議の音声を文字にします。\n話者を分け、要約を付けます。",
            unit="アカウント・年",
            tax_percent=10,
            included=["初期設定", "操作研修 2回", "電話窓口"],
            network=item.network,
            certifications=["ISMAP"],
        )
        for item in items
    )
    PriceTier.objects.bulk_create(
        PriceTier(version=version, min_total_quantity=quantity, unit_price=price(n) * tenths // 10)
        for n, version in zip(numbers, versions, strict=True)
        for quantity, tenths in ((1, 10), (50, 9), (100, 8))
    )
    for item, version in zip(items, versions, strict=True):
        item.current_version = version
    CatalogueItem.objects.bulk_update(items, ["current_version"], batch_size=500)


def price(n: int) -> int:
    """Return an entry price in yen, spread over all bands."""
    return (1_000, 10_000, 100_000, 1_000_000)[n % 4] + 10 * n


def measure(path: str) -> tuple[int, float, float]:
    """Return the queries of a page, its CPU seconds, and those of rendering its template with what it showed."""
    from django.db import connection
    from django.template.loader import get_template
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import translation

    from commons.tenancy import scopes

    visitor = Client(headers={"host": "localhost"})
    template, shown = _context_of(visitor, path)
    with CaptureQueriesContext(connection) as captured:
        visitor.get(path)
    queries = len(captured)  # now: the next request empties the log it reads
    page = least(lambda: visitor.get(path))
    with translation.override("ja"), scopes.public():
        bare = least(lambda: get_template(template).render(shown))
    return queries, page, bare


def _context_of(visitor: Any, path: str) -> tuple[str, dict[str, Any]]:
    """Return the name of a page's template and all that it was given, evaluated."""
    with _instrumented():
        response = visitor.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answers {response.status_code}")
    return response.templates[0].name, response.context[0].flatten()


@contextmanager
def _instrumented() -> Iterator[None]:
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment(debug=False)
    try:
        yield
    finally:
        teardown_test_environment()


def least(work: Callable[[], Any]) -> float:
    """Return the least CPU seconds of several tries: what others do on the machine only adds."""
    tries = []
    for _ in range(REPEATS):
        began = time.process_time()
        work()
        tries.append(time.process_time() - began)
    return min(tries)


if __name__ == "__main__":
    sys.exit(main())
