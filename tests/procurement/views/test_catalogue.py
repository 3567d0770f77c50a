"""The page of the catalogue."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import client_of, hub_officer, person_acting_for, visitor
from tests.procurement import goods

pytestmark = pytest.mark.django_db

URL = "/procurement/catalogue/"
CONDITIONS = "?category=devices&price=10k-100k&kind=purchase&certification=ISMAP&supplier=sakuragaoka&q=紙"


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


def test_a_visitor_reads_names_prices_and_marks():
    goods.item(slug="monitor", name="外付けディスプレイ")

    page = visitor().get(URL).content.decode()

    for text in (
        "外付けディスプレイ",
        "12,000円",
        "9,600円",
        "ISMAP",
        "桜が丘情報機器販売株式会社",
        'href="/procurement/catalogue/monitor/"',
    ):
        assert text in page


def test_the_catalogue_takes_as_many_queries_for_30_items_as_for_1():
    goods.item()
    one = queries_of(visitor(), URL)

    for _ in range(29):
        goods.item(new_version=goods.version(certifications=["ISMAP", "ISO/IEC 27001"]))

    assert queries_of(visitor(), URL) == one <= 6


def test_many_conditions_stay_within_the_same_bound():
    for _ in range(30):
        goods.item()

    assert queries_of(visitor(), URL + CONDITIONS) <= 6


@pytest.mark.parametrize(
    "address", ["?page=9999", "?category=x", "?sort=x", "?x=1", "?page=abc", "?q=%00", "?price=&kind="]
)
def test_an_odd_address_is_answered_with_the_list(address):
    goods.item(name="外付けディスプレイ")

    response = visitor().get(URL + address)

    assert response.status_code == 200
    assert "外付けディスプレイ" in response.content.decode()


def test_only_a_hub_officer_is_offered_to_add_an_item():
    offered = {
        name: "/procurement/catalogue/new/" in client.get(URL).content.decode()
        for name, client in {
            "visitor": visitor(),
            "clerk": client_of(person_acting_for("setagaya")),
            "administrator": client_of(person_acting_for("setagaya", "administrator")),
            "editor of the hub": client_of(person_acting_for("hub", "editor")),
            "hub officer": client_of(hub_officer()),
        }.items()
    }

    assert [name for name, is_offered in offered.items() if is_offered] == ["hub officer"]


def test_english_changes_the_interface_and_not_what_people_wrote():
    goods.item(name="外付けディスプレイ")
    client = visitor()
    client.cookies["language"] = "en"

    page = client.get(URL).content.decode()

    assert "Catalogue of joint procurement" in page
    assert "Devices and peripherals" in page
    assert "外付けディスプレイ" in page
    assert "¥12,000" in page
