"""A new version reaches those who saved a search that it meets."""

import pytest

from commons.events import deliver_due
from commons.lists.models import NewArrival, SavedSearch
from commons.tenancy import scopes
from commons.values import clock
from procurement.calculations.tiers import Tier
from tests.people import person_acting_for, person_scope
from tests.procurement import goods

pytestmark = pytest.mark.django_db(transaction=True)


def save_search(user, query):
    with person_scope(user):
        SavedSearch.objects.create(
            person_id=user.pk, list_name="procurement.catalogue", name=query, query=query, created_at=clock.now()
        )


def arrivals_of(user):
    with person_scope(user):
        return list(NewArrival.objects.values_list("title", "url", "key"))


def test_a_new_item_and_a_new_version_arrive_at_those_whose_search_they_meet():
    meets, misses = person_acting_for("setagaya"), person_acting_for("chofu")
    save_search(meets, "price=under-10k")
    save_search(misses, "price=from-1m")
    item = goods.item(slug="monitor", name="外付けディスプレイ", new_version=goods.version(tiers=[Tier(1, 12_000)]))
    deliver_due()
    assert arrivals_of(meets) == []

    goods.publish(item, goods.version(tiers=[Tier(1, 9_000)]))
    deliver_due()

    assert arrivals_of(meets) == [("外付けディスプレイ", "/procurement/catalogue/monitor/", "monitor:2")]
    assert arrivals_of(misses) == []


def test_the_same_announcement_twice_arrives_once():
    from procurement.events import ItemVersionPublished
    from procurement.receivers import note_new_arrival

    user = person_acting_for("setagaya")
    save_search(user, "")
    item = goods.item(slug="monitor")

    with scopes.system("test"):
        for _ in range(2):
            note_new_arrival(ItemVersionPublished(subject=item.ref, number=1))

    assert [key for _title, _url, key in arrivals_of(user)] == ["monitor:1"]
