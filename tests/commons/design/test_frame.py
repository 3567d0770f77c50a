"""The frame around every page, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from commons.accounts.models import Role
from tests.browser import assert_accessible, sign_in
from tests.people import membership, person_acting_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WIDTHS = [320, 390, 768, 820, 1024, 1100, 1200, 1366]


def test_the_frame_says_for_whom_one_acts_and_lets_one_switch(page: Page) -> None:
    user = person_acting_for("setagaya", Role.CLERK, name="斉木 聡")
    membership(user, "hachioji", Role.APPROVER)
    sign_in(page, user)
    page.goto("/design/")
    frame = page.locator("header .acting")

    expect(frame.locator("summary")).to_contain_text("世田谷区")
    frame.locator("summary").press("Enter")
    assert_accessible(page)
    frame.get_by_role("button", name="切り替える").click()

    expect(page.locator("header .acting summary")).to_contain_text("八王子市")
    assert page.url.endswith("/design/")


def test_signing_out_is_a_button_in_the_frame(page: Page) -> None:
    sign_in(page, person_acting_for("setagaya", Role.CLERK))
    page.goto("/design/")

    page.locator("header .acting summary").click()
    page.get_by_role("button", name="サインアウト").click()

    expect(page.locator("header .acting")).to_have_count(0)
    expect(page.get_by_role("link", name="職員のサインイン").first).to_be_visible()


def test_the_search_box_searches_the_catalogue(page: Page) -> None:
    page.goto("/design/")

    page.locator("#site-q").fill("端末")
    page.locator("#site-q").press("Enter")

    page.wait_for_url("**/procurement/catalogue/?q=*")


def test_no_page_scrolls_sideways_at_any_width(page: Page) -> None:
    sign_in(page, person_acting_for("setagaya", Role.CLERK))
    page.goto("/design/")

    wide = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide[width] = page.evaluate("document.documentElement.scrollWidth")

    assert wide == {width: width for width in WIDTHS}


def test_the_keyboard_walks_in_reading_order(page: Page) -> None:
    sign_in(page, person_acting_for("setagaya", Role.CLERK))
    page.goto("/design/")

    met: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """(() => {
                const place = document.activeElement.closest(
                    ".skip-link, .demo-bar, .brand, .site-search, .header-links, .acting, .site-nav, .breadcrumb, main"
                );
                return place ? place.className.split(" ").pop() || place.localName : "";
            })()"""
        )
        if place and place not in met:
            met.append(place)

    assert met == [
        "skip-link",
        "demo-bar",
        "brand",
        "site-search",
        "header-links",
        "acting",
        "site-nav",
        "breadcrumb",
        "main",
    ]


def test_print_leaves_out_what_can_only_be_pressed(page: Page) -> None:
    page.goto("/design/")

    page.emulate_media(media="print")

    for gone in (".site-search", ".site-nav", ".header-links", ".breadcrumb", ".help-strip"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
