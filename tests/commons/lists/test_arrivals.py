"""What newly meets a saved search is told to its person, once, within their rights, and to nobody else."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commons.accounts.models import Membership, User
from commons.lists import arrivals, searches
from commons.lists.models import NewArrival
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from commons.values.ref import Ref
from tests import people

pytestmark = pytest.mark.django_db


def _saved(user: User, query: str, *, name: str = "x", list_name: str = "tests.bodies") -> None:
    with scopes.person(user.pk):
        searches.save_search(list_name=list_name, name=name, query=query)


def _note(slug: str = "setagaya", *, key: str = "version 1") -> int:
    body = Organisation.objects.get(slug=slug)
    with scopes.system("delivery"):
        return arrivals.note("tests.bodies", body.pk, Ref("tests.body", slug), body.name, f"/bodies/{slug}/", key)


def _unseen(user: User) -> list[str]:
    with scopes.person(user.pk) as scope:
        return [arrival.title for arrival in arrivals.unseen(scope)]


def test_whoever_saved_what_the_row_meets_is_told() -> None:
    meets, misses = people.person_acting_for("chofu"), people.person_acting_for("setagaya")
    _saved(meets, "kind=ward&size=large")
    _saved(misses, "kind=city")

    told = _note()

    assert (told, _unseen(meets), _unseen(misses)) == (1, ["世田谷区"], [])


def test_a_search_without_conditions_meets_everything() -> None:
    user = people.person()
    _saved(user, "")

    _note()

    assert _unseen(user) == ["世田谷区"]


def test_one_thing_is_told_once_however_often_and_by_however_many_searches() -> None:
    user = people.person()
    _saved(user, "kind=ward")
    _saved(user, "size=large", name="y")

    for _time in range(2):
        _note()

    assert _unseen(user) == ["世田谷区"]


def test_another_version_and_another_thing_are_told_anew() -> None:
    user = people.person()
    _saved(user, "kind=ward")

    for slug, key in [("setagaya", "version 1"), ("setagaya", "version 2"), ("chiyoda", "version 1")]:
        _note(slug, key=key)

    assert _unseen(user) == ["千代田区", "世田谷区", "世田谷区"]


def test_a_search_that_is_no_longer_understood_finds_nothing() -> None:
    user = people.person()
    _saved(user, "kind=abolished")

    assert (_note(), _unseen(user)) == (0, [])


def test_people_who_left_are_told_nothing() -> None:
    user = people.person()
    _saved(user, "")
    user.is_active = False
    user.save()

    assert _note() == 0


def test_equal_searches_are_evaluated_once() -> None:
    for query in ["kind=ward", "kind=ward", "kind=ward", "size=large", "kind=city"]:
        _saved(people.person(), query)

    with CaptureQueriesContext(connection) as statements:
        told = _note()

    evaluations = [each["sql"] for each in statements if '"tenancy_organisation"' in each["sql"]]
    assert (told, len(evaluations)) == (4, 1 + 3)  # one to find the body, one for each distinct search


def test_a_private_list_is_searched_within_the_rights_of_its_reader() -> None:
    own, foreign, left = (people.person_acting_for(slug) for slug in ("setagaya", "chofu", "setagaya"))
    Membership.objects.filter(user=left).update(valid_until=clock.today() - dt.timedelta(days=1))
    for user in (own, foreign, left):
        _saved(user, "", list_name="tests.memberships")
    row = Membership.objects.get(user=own)

    with scopes.system("delivery"):
        told = arrivals.note("tests.memberships", row.pk, Ref("tests.membership", "1"), "新任", "/", "1")

    assert (told, _unseen(own), _unseen(foreign), _unseen(left)) == (1, ["新任"], [], [])


def test_an_unknown_list_tells_nobody() -> None:
    with scopes.system("delivery"):
        assert arrivals.note("gone", 1, Ref("x", "1"), "x", "/", "1") == 0


def test_arrivals_leave_after_thirty_days() -> None:
    user = people.person()
    _saved(user, "")
    with clock.unit_of_work(clock.now() - dt.timedelta(days=31)):
        _note("chiyoda")
        assert _unseen(user) == ["千代田区"]

    assert _unseen(user) == []
    _note("setagaya")
    with scopes.system("test"):
        assert [arrival.title for arrival in NewArrival.objects.all()] == ["世田谷区"]


def test_seen_is_what_the_page_showed() -> None:
    user = people.person()
    _saved(user, "")
    _note("chiyoda")
    _note("setagaya")

    with scopes.person(user.pk) as scope:
        newest = arrivals.unseen(scope)[0].pk
    _note("chofu")
    with scopes.person(user.pk) as scope:
        marked = arrivals.mark_seen(scope, up_to=newest)

    assert (marked, _unseen(user)) == (2, ["調布市"])


def test_deleting_a_search_keeps_what_it_found() -> None:
    user = people.person()
    _saved(user, "")
    _note()

    with scopes.person(user.pk) as scope:
        searches.delete_search(search=searches.of(scope).get())

    assert _unseen(user) == ["世田谷区"]


def test_a_visitor_has_no_arrivals() -> None:
    with scopes.public() as scope:
        assert list(arrivals.unseen(scope)) == []
