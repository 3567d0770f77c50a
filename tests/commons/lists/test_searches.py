"""A person keeps searches under names of their own."""

import pytest

from commons.lists import searches
from commons.lists.models import SavedSearch
from commons.lists.models.search import MOST_SEARCHES
from commons.tenancy import scopes
from tests import people

pytestmark = pytest.mark.django_db


def _save(name: str, *, list_name: str = "tests.bodies", query: str = "kind=ward") -> SavedSearch:
    return searches.save_search(list_name=list_name, name=name, query=query)


def test_a_search_is_the_persons_own_in_every_body() -> None:
    user = people.person_acting_for("setagaya")
    people.membership(user, "chofu")

    with people.member_scope("setagaya", user=user):
        _save("区")
    with people.member_scope("chofu", user=user) as scope:
        assert [search.name for search in searches.of(scope)] == ["区"]


def test_a_colleague_sees_none_of_it() -> None:
    with people.member_scope("setagaya"):
        _save("区")

    with people.member_scope("setagaya") as scope:
        assert list(searches.of(scope)) == []
        assert SavedSearch.objects.count() == 0


def test_a_visitor_has_none() -> None:
    with people.member_scope("setagaya"):
        _save("区")

    with scopes.public() as scope:
        assert list(searches.of(scope)) == []


def test_a_name_is_taken_once_for_each_list() -> None:
    with people.member_scope("setagaya"):
        _save("区")
        _save("区", list_name="tests.memberships")

        with pytest.raises(searches.NameTaken):
            _save("区", query="kind=city")

        assert SavedSearch.objects.count() == 2


def test_renaming_to_a_name_that_is_taken_is_refused() -> None:
    with people.member_scope("setagaya"):
        _save("区")
        city = _save("市")

        with pytest.raises(searches.NameTaken):
            searches.rename_search(search=city, name="区")

        assert sorted(SavedSearch.objects.values_list("name", flat=True)) == ["区", "市"]


def test_fifty_searches_are_as_many_as_there_can_be() -> None:
    with people.member_scope("setagaya"):
        for number in range(MOST_SEARCHES):
            _save(f"{number}")

        with pytest.raises(searches.TooManySearches):
            _save("one more")

        assert SavedSearch.objects.count() == 50


def test_a_search_leads_to_its_list_and_nowhere_when_the_list_is_gone() -> None:
    with people.member_scope("setagaya"):
        assert _save("区").url == "/tests/bodies/?kind=ward"
        assert _save("全部", query="").url == "/tests/bodies/"
        assert (_save("x", list_name="gone").url, _save("y", list_name="gone").list_title) == ("", "")
