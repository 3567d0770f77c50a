"""The desk's plain pages, and the way in."""

import pytest
from django.urls import reverse

from tests.people import client_of, person, person_acting_for, visitor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["desk:home", "desk:help", "desk:contact"])
def test_anybody_may_read_the_plain_pages(name):
    assert visitor().get(reverse(name)).status_code == 200


def test_the_home_page_shows_all_62_municipalities():
    page = visitor().get(reverse("desk:home"))

    assert len(page.context["tiles"]) == 62
    assert {tile["state"] for tile in page.context["tiles"]} == {"区部", "多摩", "島しょ"}


def test_a_ward_whose_name_is_one_character_keeps_its_kind_on_the_map():
    labels = {tile["name"]: tile["label"] for tile in visitor().get(reverse("desk:home")).context["tiles"]}

    assert labels["港区"] == "港区"
    assert labels["世田谷区"] == "世田谷"


def test_somebody_without_a_body_is_told_so_and_not_turned_away():
    page = client_of(person()).get(reverse("desk:home"))

    assert "いま有効な所属がありません" in page.content.decode()


def test_a_clerk_is_greeted_by_name():
    page = client_of(person_acting_for("setagaya", name="斉木 聡")).get(reverse("desk:home"))

    assert "斉木 聡さんのホーム" in page.content.decode()


def test_the_contact_page_takes_a_screen_number_and_nothing_else():
    known = visitor().get(reverse("desk:contact"), {"screen": "C-01"})
    strange = visitor().get(reverse("desk:contact"), {"screen": "<script>"})

    assert known.context["about"] == "C-01"
    assert strange.context["about"] == ""


def test_the_panel_of_saved_searches_at_home_holds_nothing_else():
    page = client_of(person_acting_for("setagaya")).get(reverse("desk:home")).content.decode()

    panel = page.partition('aria-labelledby="searches-title"')[2].partition("</section>")[0]
    assert panel
    assert reverse("desk:log") not in panel
    assert reverse("desk:log") in page
