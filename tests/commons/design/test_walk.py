"""A form, its confirmation and its receipt, by keyboard and mouse in a real browser; and the pages of errors."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible, choose_language

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def _fill(page: Page) -> None:
    page.get_by_label("件名").fill("外付けディスプレイ")
    page.get_by_label("利用を始めたい日").fill("2026-10-01")
    page.get_by_label("参加したい").check()
    page.get_by_label("仕様書を読みました").check()


def test_a_form_with_errors_says_so_in_its_title_and_keeps_what_was_typed(page: Page) -> None:
    page.goto("/design/form/")
    page.get_by_label("件名").fill("外付けディスプレイ")

    page.get_by_role("button", name="確認の画面へ進む").click()

    expect(page).to_have_title(re.compile(r"^（誤り\d件）"))
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("件名")).to_have_value("外付けディスプレイ")
    assert_accessible(page)


def test_a_change_leads_from_the_confirmation_back_to_what_was_typed(page: Page) -> None:
    page.goto("/design/form/")
    _fill(page)
    page.get_by_role("button", name="確認の画面へ進む").click()

    assert_accessible(page)
    page.get_by_role("button", name=re.compile("変更.*件名")).click()

    expect(page.get_by_label("件名")).to_have_value("外付けディスプレイ")
    expect(page.get_by_label("参加したい")).to_be_checked()


def test_a_form_ends_with_a_receipt_and_what_happens_next(page: Page) -> None:
    page.goto("/design/form/")
    _fill(page)
    page.get_by_role("button", name="確認の画面へ進む").click()

    page.get_by_role("button", name="送信する").click()

    expect(page.locator(".receipt__number")).to_contain_text("TC-2026-014-131121-01")
    expect(page.get_by_role("heading", name="このあとの流れ")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_pages_of_errors_are_accessible(page: Page, language: str) -> None:
    choose_language(page, language)

    for status in (400, 403, 404, 429, 500, 503):
        answer = page.goto(f"/design/errors/{status}/")

        assert answer is not None
        assert answer.status == status
        assert_accessible(page)
