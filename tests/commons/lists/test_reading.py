"""Whatever an address says, the list answers, and says what it did not follow."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commons.lists.listing import Listing
from commons.tenancy import scopes
from tests import people
from tests.commons.lists import sample

Ask = Callable[..., Listing]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "notes", "total", "page"),
    [
        ("kind=moon", ["“moon” is not a choice of “Kind”. It was ignored."], 63, 1),
        ("kind=moon&kind=ward", ["“moon” is not a choice of “Kind”. It was ignored."], 23, 1),
        ("size=-1", ["“-1” is not a choice of “Size”. It was ignored."], 63, 1),
        ("colour=red", ["The condition “colour” is not known here. It was ignored."], 63, 1),
        ("sort=moon", ["The order “moon” is not known here. It was ignored."], 63, 1),
        ("page=9999", ["There is no page “9999”. This is page 4."], 63, 4),
        ("page=abc", ["There is no page “abc”. This is page 1."], 63, 1),
        ("page=0", ["There is no page “0”. This is page 1."], 63, 1),
        ("page=-1", ["There is no page “-1”. This is page 1."], 63, 1),
        (f"page={'9' * 5000}", [f"There is no page “{'9' * 40}…”. This is page 1."], 63, 1),
        ("page=２", [], 63, 2),
        ("page=", [], 63, 1),
        ("kind=", [], 63, 1),
        ("q=", [], 63, 1),
        ("q=%00%07", ["Characters that cannot be searched for were left out (U+0000, U+0007)."], 63, 1),
        ("q=せたが%0Bや", ["Characters that cannot be searched for were left out (U+000B)."], 1, 1),
        (f"q={'x' * 10_000}", ["Only the first 200 characters of the words were used."], 0, 1),
        (f"q={'区 ' * 11}", ["Only the first 10 words were used."], 23, 1),
        ("q=せたがや&q=ちょうふ", ["“Words” was given more than once. Only the last value was used."], 1, 1),
        ("sort=code&sort=people", ["“sort” was given more than once. Only the last value was used."], 63, 1),
    ],
)
def test_what_is_not_followed_is_said(asked: Ask, query: str, notes: list[str], total: int, page: int) -> None:
    with scopes.public():
        listing = asked(query)

        assert (listing.notes, listing.total, listing.page.number) == (notes, total, page)


def test_many_faults_are_summed_up(asked: Ask) -> None:
    with scopes.public():
        notes = asked("&".join(f"x{number}=1" for number in range(100))).notes

        assert (len(notes), notes[-1]) == (9, "92 more parts of the address were ignored.")


@pytest.mark.parametrize("value", ["moon", "%00", "x" * 10_000, "'; DROP TABLE", "世田谷"])
def test_an_unknown_related_choice_is_said(value: str) -> None:
    user = people.person_acting_for("setagaya")

    with people.member_scope("setagaya", user=user):
        listing = Listing(sample.memberships, QueryDict(f"body={value}"), scopes.current())

        assert (len(listing.notes), listing.total) == (1, 1)


@given(st.dictionaries(st.sampled_from(["q", "kind", "size", "role", "sort", "page", "z"]), st.text(max_size=30)))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_address_breaks_the_page(query: dict[str, str]) -> None:
    text = "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in query.items())

    response = Client().get(f"/tests/bodies/?{text}")

    assert response.status_code == 200


def test_notes_stand_on_the_page(client: Client) -> None:
    client.cookies["language"] = "en"

    response = client.get("/tests/bodies/?kind=<b>moon</b>&page=9999")

    content = response.content.decode()
    assert "“&lt;b&gt;moon&lt;/b&gt;” is not a choice of “Kind”. It was ignored." in content
    assert "There is no page “9999”. This is page 4." in content
