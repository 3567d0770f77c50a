"""The page of an item."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procurement import actions
from procurement.calculations.tiers import Tier
from tests.people import client_of, hub_officer, member_scope, person_acting_for, visitor
from tests.procurement import goods

pytestmark = pytest.mark.django_db

URL = "/procurement/catalogue/monitor/"


@pytest.fixture
def monitor():
    return goods.item(slug="monitor", name="外付けディスプレイ")


def read(address="", client=None):
    response = (client or visitor()).get(URL + address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("monitor")
def test_a_visitor_reads_what_is_included_and_every_tier_as_picture_and_table():
    page = read()

    for text in (
        "Type-C一本で給電",
        "ケーブル",
        "chart__bar",
        '<td class="num">10,800円</td>',
        '<td class="num">11,880円</td>',
    ):
        assert text in page


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize("typed", ["299", "２９９", "299 "])
def test_a_quantity_is_priced_with_and_without_tax_and_larger_ones_are_advised(typed):
    page = read(f"?quantity={typed}")

    for text in ("3,229,200円", "322,920円", "3,552,120円", "あと1で", "349,200円"):
        assert text in page


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize("typed", ["abc", "-1", "0", "1.5", "", "9" * 30, "２９９o", "%07"])
def test_a_wrong_quantity_is_told_beside_the_field_and_stays_as_typed(typed):
    page = read(f"?quantity={typed}")

    assert 'class="field__error"' in page
    assert 'class="tier-focus"' not in page


@pytest.mark.usefixtures("monitor")
def test_what_was_typed_stays():
    assert 'value="２９９o"' in read("?quantity=２９９o")


def test_an_old_version_is_read_as_it_was(monitor):
    goods.publish(monitor, goods.version(tiers=[Tier(1, 7_777)], description="新しい説明です。"))

    old, new = read("?version=1"), read()

    assert "7,777円" in new
    assert "新しい説明です。" in new
    assert "7,777円" not in old
    assert "Type-C一本で給電" in old
    assert "これは前の版です" in old


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize("address", ["?version=2", "?version=0", "?version=x", "?version=-1", "?version=" + "9" * 40])
def test_a_version_that_does_not_exist_is_not_found(address):
    assert visitor().get(URL + address).status_code == 404


def test_an_item_that_does_not_exist_is_not_found():
    assert visitor().get("/procurement/catalogue/nothing/").status_code == 404


def test_a_visitors_page_takes_at_most_six_queries(monitor):
    for _ in range(29):
        goods.publish(monitor, goods.version())

    with CaptureQueriesContext(connection) as captured:
        read("?quantity=120")

    assert len(captured) <= 6


def test_a_municipality_reads_what_it_pays_and_what_each_tier_would_save(monitor):
    clerk = person_acting_for("setagaya")
    with member_scope("setagaya", user=clerk):
        actions.record_baseline(item=monitor, expected_revision=0, baseline_unit_price=13_579, note="内部の控え")

    page = read("?quantity=120", client_of(clerk))

    for text in ("世田谷区だけに見えています", "13,579円", "2,779円安い", "20.5%減", "333,480円安い", "内部の控え"):
        assert text in page


def test_a_tier_above_what_is_paid_says_that_it_costs_more(monitor):
    clerk = person_acting_for("setagaya")
    with member_scope("setagaya", user=clerk):
        actions.record_baseline(item=monitor, expected_revision=0, baseline_unit_price=11_000)

    page = read("", client_of(clerk))

    assert "1,000円高い" in page
    assert "9.1%高い" in page


@pytest.mark.usefixtures("monitor")
def test_a_municipality_without_a_record_is_invited_to_make_one():
    assert "/procurement/catalogue/monitor/budget/" in read("", client_of(person_acting_for("setagaya")))


@pytest.mark.usefixtures("monitor")
def test_an_editor_reads_the_panel_and_is_offered_no_entry():
    page = read("", client_of(person_acting_for("setagaya", "editor")))

    assert "世田谷区だけに見えています" in page
    assert "/budget/" not in page


@pytest.mark.usefixtures("monitor")
def test_the_hub_has_no_private_panel():
    page = read("", client_of(hub_officer()))

    assert "だけに見えています" not in page
    assert "/procurement/catalogue/monitor/versions/new/" in page


@pytest.mark.usefixtures("monitor")
def test_a_page_with_own_figures_is_kept_in_no_cache_and_a_visitors_may_be():
    own = client_of(person_acting_for("setagaya")).get(URL)

    assert "no-store" in own["Cache-Control"]
    assert "private" in own["Cache-Control"]
    assert "no-store" not in visitor().get(URL).get("Cache-Control", "")


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_only_reads(method):
    assert getattr(visitor(), method)(URL).status_code == 405
