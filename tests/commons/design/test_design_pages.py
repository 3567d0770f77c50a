"""The design's own pages in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible, choose_language

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_sample_book_is_accessible(page: Page, language: str) -> None:
    choose_language(page, language)

    page.goto("/design/")

    assert_accessible(page)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_that_is_not_found_is_accessible(page: Page, language: str) -> None:
    choose_language(page, language)

    page.goto("/no-such-page/")

    assert_accessible(page)


def test_the_first_stop_of_the_keyboard_leads_to_the_content(page: Page) -> None:
    page.goto("/design/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_the_error_summary_leads_to_each_field(page: Page) -> None:
    page.goto("/design/")

    for link in page.locator(".error-summary a").all():
        target = str(link.get_attribute("href"))
        link.click()

        expect(page.locator(f"[id='{target[1:]}']")).to_be_focused()


def test_the_language_switches_without_losing_the_page(page: Page) -> None:
    page.goto("/design/?kept=1")

    page.get_by_role("button", name="English").first.click()

    expect(page.locator("h1")).to_have_text("Sample book")
    assert page.url.endswith("/design/?kept=1")


def test_everything_focusable_shows_its_focus(page: Page) -> None:
    page.goto("/design/")

    for _ in range(12):
        page.keyboard.press("Tab")
        shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert shown != "none", page.evaluate("document.activeElement.outerHTML")


def test_htmx_runs_under_the_policy(page: Page) -> None:
    page.goto("/design/")

    config = page.evaluate("[htmx.config.allowEval, htmx.config.includeIndicatorStyles]")

    assert config == [False, False]
