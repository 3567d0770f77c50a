"""A village's editor writes a notice, a second one approves, and visitors read it where it belongs."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page

from commons.accounts.models import Role
from commons.content import sites
from commons.content.models import NoticePage
from commons.events import deliver_due, due
from commons.tenancy import scopes
from commons.values import clock
from tests import browser, people
from tests.commons.content.conftest import notice
from tests.commons.content.conftest import section as section_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OF_WAGTAIL: frozenset[str] = frozenset()


@pytest.fixture
def village(live_server: Any, settings: Any) -> str:
    """Make the sites, with the port that is served; return the village's address."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    cache.clear()
    with scopes.system("test"):
        sites.make(["hub", "toshima-mura"])
    return f"http://toshima-mura.localhost:{urlsplit(live_server.url).port}"


@pytest.fixture
def reader(chromium: Browser, village: str) -> Iterator[Page]:
    """Open a visitor's window on the village's host, without JavaScript."""
    context = chromium.new_context(base_url=village, java_script_enabled=False)
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def test_from_the_first_word_to_the_last_minute(page: Page, reader: Page, village: str, business_clock: Any):
    start = business_clock.moment.astimezone(clock.JST)
    writer, second = (people.person_acting_for("toshima-mura", Role.EDITOR) for _ in range(2))

    browser.sign_in(page, writer)
    page.goto("/cms/pages/")
    assert page.get_by_role("link", name="お知らせ").count()
    section = section_of("toshima-mura").pk
    page.goto(f"/cms/pages/add/content/noticepage/{section}/")
    page.locator("#id_title").fill("タブレットの使い方相談を開きます")
    page.locator("#id_slug").evaluate("field => { field.value = 'tablet' }")
    page.locator("#id_go_live_at").evaluate(
        "(field, at) => { field.value = at }", (start + dt.timedelta(minutes=30)).strftime("%Y-%m-%d %H:%M")
    )
    page.locator("[name=action-submit]").first.evaluate("button => button.click()")
    page.wait_for_url(f"**/cms/pages/{section}/")
    written = NoticePage.objects.get()
    assert not written.live

    page.context.clear_cookies()
    browser.sign_in(page, second)
    page.goto("/cms/")
    assert page.get_by_text("タブレットの使い方相談を開きます").count()
    page.goto(f"/cms/pages/{written.pk}/edit/")
    with page.expect_navigation():
        page.locator("[data-workflow-action-name=approve]").first.evaluate("button => button.click()")

    reader.goto("/notices/")
    assert "タブレット" not in reader.content()
    business_clock.forward(minutes=30)
    due.tick()
    deliver_due()
    reader.goto("/")
    reader.get_by_role("link", name="タブレットの使い方相談を開きます").click()
    assert reader.url == f"{village}/notices/tablet/"
    page.goto("/m/toshima-mura/notices/tablet/")
    assert page.get_by_role("heading", level=1).inner_text() == "タブレットの使い方相談を開きます"


def test_public_pages_are_accessible(page: Page, village: str):
    notice("toshima-mura", "訓練のお知らせ", slug="drill", category="防災", title_en="A drill")
    notice("hub", "運営のお知らせ", slug="one")

    for path in (
        "/m/toshima-mura/",
        "/m/toshima-mura/notices/",
        "/m/toshima-mura/notices/drill/",
        "/pages/",
        "/pages/notices/one/",
        "/pages/terms/",
    ):
        page.goto(path)
        browser.assert_accessible(page)


def test_a_keyboard_reaches_a_notice(page: Page, village: str):
    notice("toshima-mura", "訓練のお知らせ", slug="drill")
    page.goto("/m/toshima-mura/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "訓練のお知らせ":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/notices/drill/")


def test_the_editors_first_page_is_accessible(page: Page, village: str):
    browser.sign_in(page, people.person_acting_for("toshima-mura", Role.EDITOR))
    page.goto("/cms/")

    assert page.locator("html").get_attribute("lang") == "ja"
    browser.assert_accessible(page, ignored=OF_WAGTAIL)
