"""Every page of the house in a real Chromium: no violation at office and phone width."""

import pytest
from playwright.sync_api import Page

from procurement import actions
from procurement.calculations.tiers import Tier
from tests.browser import assert_accessible, choose_language, sign_in
from tests.people import hub_officer, member_scope, person_acting_for
from tests.procurement import goods

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/procurement/catalogue/"
ITEM = f"{LIST}monitor/"


@pytest.fixture
def monitor():
    item = goods.item(slug="monitor", name="外付けディスプレイ")
    goods.publish(item, goods.version(tiers=[Tier(1, 11_000), Tier(50, 9_000), Tier(100, 8_000), Tier(900, 7_000)]))
    return item


def walk(page: Page, addresses):
    for address in addresses:
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, address
        assert_accessible(page)


@pytest.mark.usefixtures("monitor")
def test_a_visitors_pages(page: Page):
    walk(page, [LIST, f"{LIST}?q=ない&category=x", f"{ITEM}?quantity=49", f"{ITEM}?version=1&quantity=４９o"])


@pytest.mark.usefixtures("monitor")
def test_an_item_in_english(page: Page):
    choose_language(page, "en")

    walk(page, [f"{ITEM}?quantity=49"])


def test_a_clerks_pages(page: Page, monitor):
    clerk = person_acting_for("setagaya")
    sign_in(page, clerk)
    walk(page, [ITEM, f"{ITEM}budget/delete/"])
    with member_scope("setagaya", user=clerk):
        actions.record_baseline(item=monitor, expected_revision=0, baseline_unit_price=9_500, note="控え")

    walk(page, [f"{ITEM}?quantity=49", f"{ITEM}budget/", f"{ITEM}budget/delete/"])


@pytest.mark.usefixtures("monitor")
def test_the_hubs_pages(page: Page):
    sign_in(page, hub_officer())

    walk(page, [LIST, f"{LIST}new/", f"{ITEM}edit/", f"{ITEM}versions/new/", f"{ITEM}versions/2/done/"])


@pytest.mark.usefixtures("monitor")
def test_the_pages_between_form_and_deed(page: Page):
    sign_in(page, hub_officer())
    page.goto(f"{ITEM}versions/new/")
    page.fill("#id_tier_2_price", "１２，０００")

    page.press("#id_tier_2_price", "Enter")

    assert page.title().startswith("（誤り1件）")
    assert_accessible(page)
    page.fill("#id_tier_2_price", "９，９００")
    page.press("#id_tier_2_price", "Enter")
    assert page.locator("h1").inner_text() == "公開する内容の確認"
    assert_accessible(page)
    page.click("button[name=confirmed]")
    assert page.url.endswith("/procurement/catalogue/monitor/versions/3/done/")
