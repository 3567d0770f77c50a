"""The screens of saved searches: once for each click, and nobody else's."""

import re

import pytest
from django.test import Client

from commons.accounts.models import User
from commons.lists import searches
from commons.lists.models import SavedSearch
from commons.tenancy import scopes
from tests import people

pytestmark = pytest.mark.django_db
NEW = "/lists/tests.bodies/searches/new/?kind=ward&sort=people"


@pytest.fixture
def clerk() -> User:
    return people.person_acting_for("setagaya")


@pytest.fixture
def browser(clerk: User) -> Client:
    browser = people.client_of(clerk)
    browser.cookies["language"] = "en"
    return browser


def _names(user: User) -> list[str]:
    with scopes.person(user.pk) as scope:
        return [search.name for search in searches.of(scope)]


def _saved(user: User, name: str = "区") -> SavedSearch:
    with scopes.person(user.pk):
        return searches.save_search(list_name="tests.bodies", name=name, query="kind=ward")


def _token(client: Client, address: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get(address).content.decode())
    assert found is not None
    return found.group(1)


def test_saving_leads_back_to_the_list(browser: Client, clerk: User) -> None:
    response = browser.post(NEW, {"name": "区を人口順", "form_token": _token(browser, NEW)})

    assert (response.status_code, response["Location"]) == (302, "/tests/bodies/?kind=ward&sort=people")
    assert _names(clerk) == ["区を人口順"]


def test_a_second_click_saves_nothing_more(browser: Client, clerk: User) -> None:
    sent = {"name": "区", "form_token": _token(browser, NEW)}

    answers = [browser.post(NEW, sent) for _click in range(2)]

    assert [answer["Location"] for answer in answers] == ["/tests/bodies/?kind=ward&sort=people"] * 2
    assert _names(clerk) == ["区"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "This field is required."),
        ("あ" * 61, "at most 60 characters"),
        ("区\x0b", "U+000B"),
        ("区", "You already have a search of this name."),
    ],
)
def test_a_name_that_will_not_do_is_explained_beside_the_field(
    browser: Client, clerk: User, name: str, sentence: str
) -> None:
    _saved(clerk)

    response = browser.post(NEW, {"name": name, "form_token": _token(browser, NEW)})

    assert response.status_code == 200
    assert sentence in " ".join(response.context["form"].errors["name"])
    assert _names(clerk) == ["区"]


def test_the_form_says_what_it_saves_and_what_it_does_not(browser: Client) -> None:
    content = browser.get("/lists/tests.bodies/searches/new/?kind=ward&kind=moon").content.decode()

    assert "Special ward" in content
    assert "“moon” is not a choice of “Kind”. It was ignored." in content


def test_renaming_and_deleting(browser: Client, clerk: User) -> None:
    search = _saved(clerk)
    rename, delete = f"/lists/searches/{search.pk}/rename/", f"/lists/searches/{search.pk}/delete/"

    browser.post(rename, {"name": "特別区", "form_token": _token(browser, rename)})
    assert _names(clerk) == ["特別区"]

    sent = {"form_token": _token(browser, delete)}
    answers = [browser.post(delete, sent) for _click in range(2)]
    assert [answer["Location"] for answer in answers] == ["/lists/searches/"] * 2
    assert _names(clerk) == []


@pytest.mark.parametrize("verb", ["rename", "delete"])
def test_another_persons_search_is_not_found(browser: Client, verb: str) -> None:
    colleague = people.person_acting_for("setagaya")
    search = _saved(colleague)
    address = f"/lists/searches/{search.pk}/{verb}/"
    token = _token(browser, NEW)

    answers = [browser.get(address), browser.post(address, {"name": "奪った", "form_token": token})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert _names(colleague) == ["区"]


def test_opening_the_page_of_deletion_deletes_nothing(browser: Client, clerk: User) -> None:
    search = _saved(clerk)

    browser.get(f"/lists/searches/{search.pk}/delete/")
    browser.head(f"/lists/searches/{search.pk}/delete/")

    assert _names(clerk) == ["区"]


@pytest.mark.parametrize("pk", [0, 10**9, 10**30])
def test_a_number_that_is_none_is_not_found(browser: Client, pk: int) -> None:
    assert browser.get(f"/lists/searches/{pk}/rename/").status_code == 404


def test_a_search_of_an_absent_list_cannot_be_saved_but_still_be_deleted(browser: Client, clerk: User) -> None:
    with scopes.person(clerk.pk):
        searches.save_search(list_name="gone", name="古い", query="a=b")

    assert browser.get("/lists/gone/searches/new/").status_code == 404
    assert "This list is not here at the moment" in browser.get("/lists/searches/").content.decode()


def test_a_visitor_is_led_to_sign_in() -> None:
    for address in ["/lists/searches/", NEW, "/lists/searches/1/rename/", "/lists/arrivals/"]:
        assert people.visitor().get(address).status_code == 302, address
