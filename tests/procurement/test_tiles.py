"""What the house shows outside."""

import pytest

from commons.contracts import domains, refs
from commons.tenancy import scopes
from commons.values.ref import Ref
from procurement import tiles
from procurement.calculations.tiers import Tier
from tests.procurement import goods

pytestmark = pytest.mark.django_db


def test_the_door_is_open_and_counts_the_items(django_assert_num_queries):
    goods.item()
    door = next(domain for domain in domains.registered() if domain.label == "procurement")

    with django_assert_num_queries(2):
        assert [fact.value for fact in door.facts()] == [1, 0]


def test_the_newest_are_those_whose_version_was_published_last(django_assert_num_queries):
    first, _second = goods.item(slug="first"), goods.item(slug="second")
    goods.publish(first, goods.version(tiers=[Tier(1, 1)]))

    with django_assert_num_queries(1):
        newest = tiles.newest(1)

    assert [newcomer.url for newcomer in newest] == ["/procurement/catalogue/first/"]


def test_a_reference_to_an_item_leads_to_its_page_and_an_unknown_one_nowhere():
    item = goods.item(slug="monitor")

    with scopes.public():
        assert refs.resolve(item.ref) == refs.Resolved(item.name, "/procurement/catalogue/monitor/")
        assert refs.resolve(Ref("procurement.item", "nothing")) is None
