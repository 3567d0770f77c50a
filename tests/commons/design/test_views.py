"""The language switch and the sample book."""

from typing import Any

import pytest
from django.test import Client

from tests.people import membership, person_acting_for


@pytest.mark.django_db
def test_japanese_comes_first_whatever_the_browser_prefers(client: Client) -> None:
    response = client.get("/design/", headers={"accept-language": "en"})

    assert response.headers["Content-Language"] == "ja"


@pytest.mark.django_db
def test_the_switch_keeps_the_choice_in_a_cookie_and_returns_to_the_page(client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": "/design/?q=1"})

    assert (response.status_code, response.headers["Location"]) == (302, "/design/?q=1")
    assert client.get("/design/").headers["Content-Language"] == "en"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "foreign",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "evil",
        "\t//evil.example",
    ],
)
def test_the_switch_follows_no_foreign_address(client: Client, foreign: str) -> None:
    response = client.post("/language/", {"language": "en", "next": foreign})

    assert response.headers["Location"] == "/"


@pytest.mark.django_db
def test_an_unknown_language_changes_nothing(client: Client) -> None:
    response = client.post("/language/", {"language": "xx", "next": "/design/"})

    assert response.cookies.get("language") is None


def test_looking_at_the_switch_changes_nothing(client: Client) -> None:
    response = client.get("/language/?language=en")

    assert response.status_code == 405
    assert response.cookies.get("language") is None


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_sample_book_shows_in_both_languages(client: Client, language: str) -> None:
    client.cookies["language"] = language

    response = client.get("/design/")

    assert response.status_code == 200


@pytest.mark.django_db
def test_the_english_sample_book_has_no_leftover_title(client: Client) -> None:
    client.cookies["language"] = "en"

    html = client.get("/design/").content.decode()

    assert "<title>(5 errors) Sample book – Tokyo Commons</title>" in html


@pytest.mark.django_db
def test_the_frame_costs_a_visitor_no_query(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        client.get("/design/")


@pytest.mark.django_db
def test_the_frame_costs_a_member_the_same_whatever_they_may_switch_to(django_assert_num_queries: Any) -> None:
    one = person_acting_for("setagaya")
    many = person_acting_for("setagaya")
    for slug in ("hachioji", "chofu", "ogasawara"):
        membership(many, slug)

    for user in (one, many):
        client = Client()
        client.force_login(user)
        with django_assert_num_queries(4):  # the session, the person, the memberships, the count of notices
            client.get("/design/")
