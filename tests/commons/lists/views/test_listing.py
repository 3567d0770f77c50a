"""The page of a list costs few statements, whatever it shows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commons.accounts.models import Membership
from commons.lists import searches
from commons.tenancy import scopes
from tests import people

pytestmark = pytest.mark.django_db


def _cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as statements:
        assert client.get(address).status_code == 200
    return len(statements)


@pytest.mark.parametrize(
    "address", ["/tests/bodies/", "/tests/bodies/?kind=ward&role=clerk&q=a&page=99&sort=people&x=1"]
)
def test_a_visitor_costs_two_statements(client: Client, address: str) -> None:
    assert _cost(client, address) == 2  # the figures, and the rows


def test_one_row_and_thirty_cost_the_same() -> None:
    user = people.person_acting_for("setagaya")
    client = people.client_of(user)
    with scopes.person(user.pk):
        searches.save_search(list_name="tests.memberships", name="x", query="")
    before = _cost(client, "/tests/memberships/?body=setagaya")

    for number in range(30):
        people.person_acting_for("setagaya", department=f"課{number}")
    with scopes.person(user.pk):
        for number in range(10):
            searches.save_search(list_name="tests.memberships", name=f"{number}", query="role=clerk")

    assert Membership.objects.count() == 31
    assert _cost(client, "/tests/memberships/?body=setagaya") == before == 8  # the last is the frame's count of notices


def test_a_list_that_the_viewer_may_not_open_is_refused(client: Client) -> None:
    assert client.get("/tests/memberships/").status_code == 403


def test_an_empty_list_advises(client: Client) -> None:
    client.cookies["language"] = "en"

    content = client.get("/tests/bodies/?kind=village&area=wards").content.decode()

    assert "Nothing meets all of these conditions" in content
    assert '<a href="/tests/bodies/?area=wards">Without “Kind: Village”</a>' in content


def test_a_public_page_holds_nothing_of_a_person() -> None:
    user = people.person_acting_for("setagaya")
    with scopes.person(user.pk):
        searches.save_search(list_name="tests.bodies", name="内緒の条件", query="kind=ward")

    own = people.client_of(user).get("/tests/bodies/").content.decode()
    foreign = people.client_of(people.person_acting_for("chofu")).get("/tests/bodies/").content.decode()
    visitor = people.visitor().get("/tests/bodies/").content.decode()

    assert ["内緒の条件" in page for page in (own, foreign, visitor)] == [True, False, False]


def test_links_between_pages_keep_conditions_and_order(client: Client) -> None:
    content = client.get("/tests/bodies/?sort=people&kind=city&kind=ward&page=2").content.decode()

    assert 'href="?kind=ward&amp;kind=city&amp;sort=people&amp;page=1" rel="prev"' in content
    assert 'href="?kind=ward&amp;kind=city&amp;sort=people&amp;page=3" rel="next"' in content


def test_the_form_of_orders_carries_the_conditions_and_the_form_of_filters_the_order(client: Client) -> None:
    content = client.get("/tests/bodies/?kind=ward&q=区&sort=people").content.decode()

    assert '<input type="hidden" name="kind" value="ward">' in content
    assert '<input type="hidden" name="q" value="区">' in content
    assert '<input type="hidden" name="sort" value="people">' in content
