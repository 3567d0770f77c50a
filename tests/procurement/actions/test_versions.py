"""Publishing versions."""

import datetime as dt

import pytest

from commons.events.models import Announcement
from commons.values import clock
from commons.values.refusals import StaleEdit
from procurement import actions
from procurement.actions.refusals import ValidBeforeThePrevious, ValidInTheFuture
from procurement.calculations.tiers import Tier
from procurement.models import CatalogueItem, ItemVersion, PriceTier
from procurement.rules import NotAllowed
from tests.people import member_scope
from tests.procurement import goods

pytestmark = pytest.mark.django_db

CHEAPER = [Tier(1, 9_000), Tier(50, 8_000)]


def test_a_new_version_gets_the_next_number_and_the_old_one_stays_as_it_was():
    item = goods.item()
    before = ItemVersion.objects.values().get()
    tiers_before = list(PriceTier.objects.values())

    version = goods.publish(item, goods.version(tiers=CHEAPER, unit="式"))

    assert version.number == 2
    assert ItemVersion.objects.values().get(number=1) == before
    assert list(PriceTier.objects.filter(version__number=1).values()) == tiers_before


def test_the_item_repeats_its_newest_version():
    item = goods.item()

    version = goods.publish(item, goods.version(tiers=CHEAPER, network="internet", certifications=[]))

    stored = CatalogueItem.objects.get()
    assert stored.current_version == version
    assert (stored.entry_unit_price, stored.price_band, stored.network) == (9_000, "under-10k", "internet")
    assert (stored.lowest_unit_price, stored.lowest_from_quantity) == (8_000, 50)
    assert stored.certifications.count() == 0


def test_publishing_is_announced_with_its_number():
    item = goods.item()

    goods.publish(item, goods.version(tiers=CHEAPER))

    newest = Announcement.objects.order_by("pk").last()
    assert newest is not None
    assert (newest.subject, newest.payload) == (str(item.ref), {"number": 2})


def test_the_second_of_two_publishers_is_shown_the_version_they_did_not_know_of():
    item = goods.item()
    theirs = goods.publish(item, goods.version(tiers=CHEAPER))

    with member_scope("hub", "hub_officer"), pytest.raises(StaleEdit) as refused:
        actions.publish_version(item=item, expected_number=1, version=goods.version())

    assert refused.value.current == theirs
    assert ItemVersion.objects.count() == 2


def test_a_version_does_not_hold_from_a_day_to_come():
    item = goods.item()
    tomorrow = clock.today() + dt.timedelta(days=1)

    with pytest.raises(ValidInTheFuture):
        goods.publish(item, goods.version(valid_from_on=tomorrow))


def test_a_version_does_not_hold_from_before_its_predecessor():
    item = goods.item()

    with pytest.raises(ValidBeforeThePrevious):
        goods.publish(item, goods.version(valid_from_on=goods.LONG_AGO - dt.timedelta(days=1)))


def test_two_versions_may_hold_from_the_same_day():
    item = goods.item()

    assert goods.publish(item, goods.version(valid_from_on=goods.LONG_AGO)).number == 2


@pytest.mark.parametrize(
    ("body", "role"),
    [("setagaya", "clerk"), ("setagaya", "administrator"), ("hub", "editor"), ("hub", "administrator")],
)
def test_only_a_hub_officer_publishes(body, role):
    item = goods.item()

    with member_scope(body, role), pytest.raises(NotAllowed):
        actions.publish_version(item=item, expected_number=1, version=goods.version())
