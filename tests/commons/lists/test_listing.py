"""A list, its pages and the links on it are one set of rows."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commons.lists.listing import Listing
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from tests import people
from tests.commons.lists import sample

Ask = Callable[..., Listing]
pytestmark = pytest.mark.django_db


def test_the_whole_list_is_paged_by_twenty(asked: Ask) -> None:
    with scopes.public():
        listing = asked()

        rows = list(listing.page.object_list)

        assert (listing.total, listing.overall, len(rows), listing.page.paginator.num_pages) == (63, 63, 20, 4)


@pytest.mark.parametrize("sort", ["code", "kind", "people"])
def test_pages_hold_every_row_once_whatever_the_order(asked: Ask, sort: str) -> None:
    with scopes.public():
        pages = [asked(f"sort={sort}&page={number}").page.object_list for number in range(1, 5)]

        found = [body.pk for page in pages for body in page]

        assert sorted(found) == sorted(Organisation.objects.values_list("pk", flat=True))


@given(st.permutations(["kind=ward", "kind=city", "area=tama", "q=a", "sort=people"]))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_equal_conditions_read_equal(parts: list[str]) -> None:
    with scopes.public():
        listing = Listing(sample.bodies, QueryDict("&".join(parts)), scopes.current())

        assert listing.query == "q=a&kind=ward&kind=city&area=tama&sort=people"


def test_reading_its_own_query_changes_nothing(asked: Ask) -> None:
    with scopes.public():
        first = asked("area=tama&q=まち　田&kind=city&sort=people&page=1")

        again = asked(first.query)

        assert (again.query, again.notes) == (first.query, [])


def test_the_usual_order_is_not_written_out(asked: Ask) -> None:
    with scopes.public():
        assert asked("sort=code&kind=ward").query == "kind=ward"


def test_a_chip_leads_to_the_list_without_its_condition(asked: Ask) -> None:
    with scopes.public():
        listing = asked("kind=ward&kind=city&q=x&sort=people")

        links = {str(chip.label): parse_qsl(urlsplit(chip.url).query) for chip in listing.chips}

        assert links["Special ward"] == [("q", "x"), ("kind", "city"), ("sort", "people")]
        assert links["Words: x"] == [("kind", "ward"), ("kind", "city"), ("sort", "people")]
        assert listing.clear_url == "/tests/bodies/?sort=people"


def test_orders_of_other_viewers_are_not_followed(asked: Ask) -> None:
    user = people.person_acting_for("setagaya")

    with scopes.public():
        assert (asked("sort=core").sort, len(asked("sort=core").notes)) == ("code", 1)
    with people.member_scope("setagaya", user=user):
        assert (asked("sort=core").sort, asked("sort=core").notes) == ("core", [])


def test_an_empty_list_says_what_each_condition_costs(asked: Ask) -> None:
    with scopes.public():
        listing = asked("kind=village&area=wards")

        advice = [(each.label, each.count, each.url) for each in listing.advice]

        assert advice == [
            ("Kind: Village", 23, "/tests/bodies/?area=wards"),
            ("Area: Wards", 8, "/tests/bodies/?kind=village"),
        ]


def test_visitors_are_offered_neither_saving_nor_export(asked: Ask) -> None:
    with scopes.public():
        listing = asked("kind=ward")

        assert (listing.save_url, listing.export_urls, listing.saved_searches) == ("", [], [])


def test_a_member_exports_what_the_page_lists(asked: Ask) -> None:
    with people.member_scope("setagaya"):
        listing = asked("kind=ward&page=2&sort=people")

        assert listing.export_urls == [
            ("CSV", "/lists/tests.bodies/export.csv?kind=ward&sort=people"),
            ("Excel", "/lists/tests.bodies/export.xlsx?kind=ward&sort=people"),
        ]
