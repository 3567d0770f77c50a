"""The export is the list, for those who may open it, and leaves a trace."""

import csv
import io
import re
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings as site_settings
from django.core.cache import cache
from django.test import Client
from openpyxl import load_workbook

from commons.accounts.models import User
from commons.lists import export
from tests import people
from tests.logged import logged

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def clerk() -> User:
    return people.person_acting_for("setagaya")


@pytest.fixture
def browser(clerk: User) -> Client:
    browser = people.client_of(clerk)
    browser.cookies["language"] = "en"
    return browser


def _csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("query", ["", "kind=ward&sort=people", "area=tama&q=し", "size=large&role=clerk", "sort=core"])
def test_the_files_hold_the_rows_of_all_pages(browser: Client, query: str) -> None:
    first = browser.get(f"/tests/bodies/?{query}").context["listing"]
    pages = [
        browser.get(f"/tests/bodies/?{query}&page={number}").context["listing"].page
        for number in range(1, first.page.paginator.num_pages + 1)
    ]
    listed = [body.name for page in pages for body in page]

    in_csv = _csv(browser.get(f"/lists/tests.bodies/export.csv?{query}").content)
    in_excel: Any = load_workbook(io.BytesIO(browser.get(f"/lists/tests.bodies/export.xlsx?{query}").content)).active

    assert [row[1] for row in in_csv[1:]] == listed
    assert [row[1] for row in in_excel.iter_rows(min_row=2, values_only=True)] == listed
    assert in_csv[0] == ["Code", "Name", "People"]


def test_an_export_of_a_list_holds_what_its_viewer_may_see(browser: Client) -> None:
    people.person_acting_for("chofu", department="調布市の課")

    rows = _csv(browser.get("/lists/tests.memberships/export.csv").content)

    assert rows == [["Department"], ["総務課"]]


def test_a_file_has_a_japanese_name_and_a_date(browser: Client) -> None:
    response = browser.get("/lists/tests.bodies/export.csv")

    plain, full = response["Content-Disposition"].split("; ")[1:]
    assert re.fullmatch(r'filename="tests-bodies_[0-9]{8}\.csv"', plain)
    assert unquote(full).startswith("filename*=UTF-8''Bodies_20")
    assert (response["Content-Type"], response["Cache-Control"]) == ("text/csv; charset=utf-8", "private, no-store")


def test_the_log_says_who_exported_which_list_by_which_conditions(browser: Client, clerk: User) -> None:
    browser.get("/lists/tests.bodies/export.xlsx?kind=ward&q=せたがや")

    [found] = logged(verb="exported")
    assert (found.actor_id, found.subject, found.purpose, found.changed_fields) == (
        clerk.pk,
        "lists.list:tests.bodies",
        "xlsx",
        ["kind", "q"],
    )


def test_a_query_that_is_not_understood_makes_no_file(browser: Client) -> None:
    response = browser.get("/lists/tests.bodies/export.csv?kind=moon")

    assert response.status_code == 422
    assert "“moon” is not a choice of “Kind”. It was ignored." in response.content.decode()
    assert logged(verb="exported") == []


def test_a_list_that_is_too_long_says_so(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST_ROWS", 10)

    response = browser.get("/lists/tests.bodies/export.csv")

    assert response.status_code == 422
    assert "The list has 63 rows, and a file holds at most 10." in response.content.decode()


def test_a_visitor_is_led_to_sign_in() -> None:
    response = people.visitor().get("/lists/tests.bodies/export.csv?kind=ward")

    assert (response.status_code, response["Location"]) == (
        302,
        "/accounts/login/?next=/lists/tests.bodies/export.csv%3Fkind%3Dward",
    )


@pytest.mark.parametrize("address", ["/lists/none/export.csv", "/lists/tests.bodies/export.pdf"])
def test_what_is_no_list_and_no_format_is_not_found(browser: Client, address: str) -> None:
    assert browser.get(address).status_code == 404


def test_a_list_that_the_viewer_may_not_open_is_not_found() -> None:
    browser = people.client_of(people.person())

    assert browser.get("/lists/tests.memberships/export.csv").status_code == 404


def test_only_a_get_makes_a_file(browser: Client) -> None:
    statuses = [getattr(browser, method)("/lists/tests.bodies/export.csv").status_code for method in ("head", "post")]

    assert statuses == [405, 405]
    assert logged(verb="exported") == []


def test_exports_are_limited(browser: Client, settings: Any) -> None:
    settings.COMMONS_RATE_LIMITS = {
        **site_settings.COMMONS_RATE_LIMITS,
        "export": {"account": "2/m", "organisation": "9/m", "visitors": "9/m"},
    }

    statuses = [browser.get("/lists/tests.bodies/export.csv").status_code for _ in range(3)]

    assert statuses == [200, 200, 429]
