"""Every figure beside a choice is the length of the list it leads to."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Count
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commons.accounts.models import Membership, Role
from commons.lists import counts, searches
from commons.lists.filters import ChoiceFacet, FilterSet, WordsFilter
from commons.lists.listing import Listing
from commons.lists.models import SavedSearch
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from tests import people
from tests.commons.lists import sample

pytestmark = pytest.mark.django_db
Ask = Callable[..., Listing]

CHOICES = {
    "kind": Organisation.Kind.values,
    "area": ["wards", "tama", "islands"],
    "size": ["small", "middle", "large"],
    "role": Role.values,
}
words = st.sampled_from(["", "し", "区", "し 区", "ない語"])
selections = st.fixed_dictionaries({name: st.sets(st.sampled_from(values)) for name, values in CHOICES.items()})


def _staff() -> None:
    """Give some bodies several roles, two of them the same: a body is one row however many it has."""
    for slug, roles in {
        "setagaya": ["clerk", "clerk", "approver", "editor"],
        "chofu": ["clerk", "approver"],
        "chiyoda": ["clerk"],
        "hub": ["hub_officer"],
    }.items():
        for role in roles:
            people.person_acting_for(slug, role)


def _facts() -> list[dict[str, Any]]:
    """Read every body as plain facts, for an oracle that knows no SQL of ours."""
    roles: dict[int, set[str]] = {}
    for organisation_id, role in Membership.objects.values_list("organisation_id", "role"):
        roles.setdefault(organisation_id, set()).add(role)
    return [
        {
            "kind": {body.kind},
            "area": {body.area},
            "size": _size(body.population_2020),
            "role": roles.get(body.pk, set()),
            "text": {body.kana, body.name},
        }
        for body in Organisation.objects.all()
    ]


def _size(population: int | None) -> set[str]:
    if population is None:
        return set()
    return {"small" if population < 50_000 else "middle" if population < 300_000 else "large"}


def _meets(facts: dict[str, set[str]], selection: dict[str, set[str]], text: str = "") -> bool:
    chosen = all(not values or facts[name] & values for name, values in selection.items())
    return chosen and all(any(word in part for part in facts["text"]) for word in text.split())


def _listing(selection: dict[str, set[str]], text: str = "") -> Listing:
    query = QueryDict(mutable=True)
    query["q"] = text
    for name, values in selection.items():
        query.setlist(name, sorted(values))
    return Listing(sample.bodies, query, scopes.current())


@given(selections, words)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_agree_with_the_list_for_any_selection(selection: dict[str, set[str]], text: str) -> None:
    if not Membership.objects.exists():
        _staff()
    facts = _facts()

    with scopes.public():
        listing = _listing(selection, text)
        figures = {group.name: {option.value: option.count for option in group.options} for group in listing.facets}

        assert listing.total == listing.rows.count() == sum(_meets(each, selection, text) for each in facts)
        for name, values in CHOICES.items():
            others = {**selection, name: set()}
            rows = [each for each in facts if _meets(each, others, text)]
            assert figures[name] == {value: sum(value in each[name] for each in rows) for value in values}


@given(selections)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_figure_is_what_choosing_it_alone_in_its_group_gives(selection: dict[str, set[str]]) -> None:
    if not Membership.objects.exists():
        _staff()

    with scopes.public():
        for group in _listing(selection).facets:
            for option in group.options:
                assert _listing({**selection, group.name: {option.value}}).total == option.count


def test_total_and_all_facets_are_one_statement(asked: Ask) -> None:
    with scopes.public():
        listing = asked("kind=ward&role=clerk&q=a")

        with CaptureQueriesContext(connection) as statements:
            _figures = (listing.total, listing.overall, listing.facets)

        assert len(statements) == 1


def test_a_related_choice_is_named_ranked_and_counted() -> None:
    _staff()
    user = people.person_acting_for("setagaya", "administrator")

    with people.member_scope("setagaya", user=user):
        listing = Listing(sample.memberships, QueryDict(""), scopes.current())
        body = listing.facets[0]

        assert [(option.value, option.label, option.count) for option in body.options] == [("setagaya", "世田谷区", 5)]


def test_a_chosen_related_choice_stays_when_nothing_meets_it() -> None:
    user = people.person_acting_for("setagaya")

    with people.member_scope("setagaya", user=user):
        listing = Listing(sample.memberships, QueryDict("body=chofu"), scopes.current())
        body = listing.facets[0]

        assert [(option.value, option.count, option.selected) for option in body.options] == [
            ("setagaya", 1, False),
            ("chofu", 0, True),
        ]
        assert [chip.label for chip in listing.chips] == ["調布市"]


def test_relaxing_counts_the_list_without_each_condition(asked: Ask) -> None:
    with scopes.public():
        listing = asked("kind=village&area=wards&size=large")

        figures = counts.relaxed(listing.all_rows, listing.reading.filterset, ["kind", "area", "size"])

        assert figures == {
            "kind": asked("area=wards&size=large").total,
            "area": asked("kind=village&size=large").total,
            "size": asked("kind=village&area=wards").total,
        }


def test_rows_with_an_aggregate_are_refused(asked: Ask) -> None:
    with scopes.public():
        listing = asked()
        rows = Organisation.objects.annotate(members=Count("memberships"))

        with pytest.raises(ImproperlyConfigured):
            counts.tally(rows, listing.reading.filterset, ["kind"])


@pytest.mark.parametrize("query", ["", "department=総務課"])
def test_a_list_of_nothing_counts_nothing(asked: Ask, query: str) -> None:
    with scopes.public():
        listing = asked(query, sample.memberships)

        assert (listing.total, listing.overall, list(listing.page)) == (0, 0, [])
        assert [[option.count for option in group.options] for group in listing.facets] == [[], [0] * len(Role.values)]


class _SearchFilters(FilterSet):
    q = WordsFilter("name", fold=str)
    list = ChoiceFacet("list_name", label="List", choices=[("tests.bodies", "Bodies"), ("gone", "Gone")])

    class Meta:
        model = SavedSearch
        fields: tuple[str, ...] = ()


@pytest.mark.parametrize("query", ["", "q=区", "list=gone", "q=区&list=gone"])
def test_a_private_list_counts_the_rows_of_its_viewer_alone(query: str) -> None:
    definition = replace(
        sample.bodies, queryset=lambda scope: SavedSearch.objects.all(), filterset=_SearchFilters, public=False
    )
    own, foreign = people.person(), people.person()
    for user, copies in ((own, 1), (foreign, 3)):
        with scopes.person(user.pk):
            for number in range(copies):
                for list_name in ("tests.bodies", "gone"):
                    searches.save_search(list_name=list_name, name=f"区{number}", query="")

    with scopes.person(own.pk) as scope:
        listing = Listing(definition, QueryDict(query), scope)

        assert (listing.overall, listing.total) == (2, 1 if "gone" in query else 2)
        assert [option.count for option in listing.facets[0].options] == [1, 1]
