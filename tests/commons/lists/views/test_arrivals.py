"""The page of arrivals marks nothing by being opened."""

import pytest
from django.test import Client

from commons.accounts.models import User
from commons.lists import arrivals, searches
from commons.lists.models import NewArrival
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values.ref import Ref
from tests import people

pytestmark = pytest.mark.django_db
SEEN = "/lists/arrivals/seen/"


@pytest.fixture
def clerk() -> User:
    return _told(people.person_acting_for("setagaya"))


@pytest.fixture
def browser(clerk: User) -> Client:
    return people.client_of(clerk)


def _told(user: User) -> User:
    with scopes.person(user.pk):
        searches.save_search(list_name="tests.bodies", name="全部", query="")
    with scopes.system("delivery"):
        for slug in ("chiyoda", "chofu"):
            body = Organisation.objects.get(slug=slug)
            arrivals.note("tests.bodies", body.pk, Ref("tests.body", slug), body.name, f"/bodies/{slug}/", "1")
    return user


def _unseen(user: User) -> list[NewArrival]:
    with scopes.person(user.pk) as scope:
        return list(arrivals.unseen(scope))


def test_the_page_lists_what_is_new_and_marks_nothing(browser: Client, clerk: User) -> None:
    content = browser.get("/lists/arrivals/").content.decode()

    assert "千代田区" in content
    assert len(_unseen(clerk)) == 2


def test_one_is_marked(browser: Client, clerk: User) -> None:
    response = browser.post(SEEN, {"arrival": str(_unseen(clerk)[0].pk)})

    assert response["Location"] == "/lists/arrivals/"
    assert [arrival.title for arrival in _unseen(clerk)] == ["千代田区"]


def test_all_are_marked_and_the_way_leads_back(browser: Client, clerk: User) -> None:
    response = browser.post(SEEN, {"next": "/"})

    assert response["Location"] == "/"
    assert _unseen(clerk) == []


@pytest.mark.parametrize("sent", [{"arrival": "x"}, {"arrival": ""}, {"arrival": "9" * 40}, {"arrival": "-1"}])
def test_a_number_that_is_none_marks_nothing(browser: Client, clerk: User, sent: dict[str, str]) -> None:
    browser.post(SEEN, sent)

    assert len(_unseen(clerk)) == 2


def test_another_persons_arrival_stays_unseen(browser: Client) -> None:
    colleague = _told(people.person_acting_for("setagaya"))

    browser.post(SEEN, {"arrival": str(_unseen(colleague)[0].pk)})

    assert len(_unseen(colleague)) == 2


def test_a_way_back_to_another_site_is_not_taken(browser: Client) -> None:
    assert browser.post(SEEN, {"next": "https://evil.example/"})["Location"] == "/lists/arrivals/"


def test_a_get_marks_nothing(browser: Client, clerk: User) -> None:
    assert browser.get(SEEN).status_code == 405
    assert len(_unseen(clerk)) == 2
