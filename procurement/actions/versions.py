"""Publish what an item is and costs from a day on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from commons.audit import log
from commons.events import announce
from commons.tenancy import scopes
from commons.values import clock
from commons.values.refusals import StaleEdit
from procurement.calculations.tiers import Tier, faults
from procurement.events import ItemVersionPublished
from procurement.models import CatalogueItem, Certification, ItemVersion, PriceBand, PriceTier
from procurement.rules import NotAllowed, may_edit_catalogue

from .refusals import TIER_SENTENCES, FaultyTiers, ValidBeforeThePrevious, ValidInTheFuture


@dataclass(frozen=True, kw_only=True)
class NewVersion:
    """What is to be published. Prices are yen excluding tax; ``tiers`` are in the order of their quantities."""

    valid_from_on: dt.date
    description: str
    unit: str
    tax_percent: int
    network: str
    tiers: Sequence[Tier]
    included: Sequence[str] = field(default_factory=tuple)
    certifications: Sequence[str] = field(default_factory=tuple)


def publish_version(*, item: CatalogueItem, expected_number: int, version: NewVersion) -> ItemVersion:
    """Publish the next version of ``item``; earlier ones stay as they are.

    ``expected_number`` is the current number that the publisher saw (0 for none). Whoever publishes second at the same
    time gets ``StaleEdit`` with the version they did not know of, and decides again.
    """
    if not may_edit_catalogue(scopes.current()):
        raise NotAllowed
    with transaction.atomic():
        locked = CatalogueItem.objects.select_for_update().get(pk=item.pk)
        previous = locked.versions.first()
        if (previous.number if previous else 0) != expected_number:
            raise StaleEdit(current=previous)
        check_new_version(version, previous=previous)
        return write_version(item=locked, number=expected_number + 1, version=version)


def write_version(
    *, item: CatalogueItem, number: int, version: NewVersion, published_at: dt.datetime | None = None
) -> ItemVersion:
    """Write a checked version of a locked ``item``, repeat it on the item, record and announce it."""
    moment = published_at or clock.now()
    written = ItemVersion.objects.create(
        item=item,
        number=number,
        valid_from_on=version.valid_from_on,
        published_at=moment,
        description=version.description,
        unit=version.unit,
        tax_percent=version.tax_percent,
        included=list(version.included),
        network=version.network,
        certifications=list(version.certifications),
    )
    PriceTier.objects.bulk_create(
        PriceTier(version=written, min_total_quantity=tier.min_total_quantity, unit_price=tier.unit_price)
        for tier in version.tiers
    )
    _repeat_on_item(item, written, version)
    log.record("published_version", item.ref, changed=["current_version"])
    announce(ItemVersionPublished(subject=item.ref, number=number))
    return written


def check_new_version(version: NewVersion, *, previous: ItemVersion | None) -> None:
    """Raise the refusal that ``version`` meets: faulty tiers, a day to come, a day before the previous version's."""
    if found := faults(version.tiers):
        raise FaultyTiers(TIER_SENTENCES[found[0].flaw])
    if version.valid_from_on > clock.today():
        raise ValidInTheFuture
    if previous and version.valid_from_on < previous.valid_from_on:
        raise ValidBeforeThePrevious


def _repeat_on_item(item: CatalogueItem, written: ItemVersion, version: NewVersion) -> None:
    """Keep on the item what the list filters and sorts by. Not an edit of the item: its revision stays."""
    item.current_version = written
    item.published_at = written.published_at
    item.network = written.network
    item.entry_unit_price = version.tiers[0].unit_price
    item.price_band = PriceBand.of(version.tiers[0].unit_price)
    item.lowest_unit_price = version.tiers[-1].unit_price
    item.lowest_from_quantity = version.tiers[-1].min_total_quantity
    item.folded_text = item.words_folded(written.description)
    item.save()
    item.certifications.set([Certification.objects.get_or_create(name=name)[0] for name in version.certifications])
