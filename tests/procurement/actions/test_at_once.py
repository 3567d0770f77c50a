"""Two people at the same moment."""

import pytest

from commons.values.refusals import StaleEdit
from procurement import actions
from procurement.calculations.tiers import Tier
from procurement.models import CatalogueItem, ItemVersion, MunicipalityBudget
from tests.at_once import at_once
from tests.people import member_scope, person_acting_for
from tests.procurement import goods

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_publishers_one_gets_the_number_and_the_other_is_told():
    item = goods.item()
    officers = [person_acting_for("hub", "hub_officer") for _ in range(2)]

    def publish(officer, price):
        with member_scope("hub", "hub_officer", user=officer):
            actions.publish_version(item=item, expected_number=1, version=goods.version(tiers=[Tier(1, price)]))

    outcomes = at_once(lambda: publish(officers[0], 111), lambda: publish(officers[1], 222))

    assert outcomes == [StaleEdit.__name__, "done"]
    assert sorted(ItemVersion.objects.values_list("number", flat=True)) == [1, 2]
    second = ItemVersion.objects.get(number=2)
    assert CatalogueItem.objects.get().current_version == second
    assert CatalogueItem.objects.get().entry_unit_price == second.tiers.get().unit_price


def test_of_two_colleagues_who_enter_the_first_price_one_is_told():
    item = goods.item()
    clerks = [person_acting_for("setagaya") for _ in range(2)]

    def record(clerk, price):
        with member_scope("setagaya", user=clerk):
            actions.record_baseline(item=item, expected_revision=0, baseline_unit_price=price)

    outcomes = at_once(lambda: record(clerks[0], 111), lambda: record(clerks[1], 222))

    assert outcomes == [StaleEdit.__name__, "done"]
    with member_scope("setagaya", user=clerks[0]):
        assert MunicipalityBudget.objects.count() == 1


def test_two_bodies_at_once_each_keep_their_own():
    item = goods.item()
    clerks = {slug: person_acting_for(slug) for slug in ("setagaya", "chofu")}

    def record(slug):
        with member_scope(slug, user=clerks[slug]):
            actions.record_baseline(item=item, expected_revision=0, baseline_unit_price=500)

    assert at_once(lambda: record("setagaya"), lambda: record("chofu")) == ["done", "done"]
