"""The first story: a visitor, clerks of 世田谷区 and 調布市 and the hub officer use the catalogue in Chromium."""

import csv
import io
import re
from typing import Any

import pytest
from django.core.management import call_command
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from commons.events.delivering import deliver_due
from commons.events.models import Delivery
from tests.browser import OFFICE, assert_accessible
from tests.clock import of_the_demonstration

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PRICE = "14,321円"  # what 世田谷区 pays; nothing else on the site costs this
ITEM = "自治体向け生成AIチャット 利用ライセンス"


@pytest.fixture
def demonstration() -> Any:
    """Fill the site as `make demo` does, and let its clock run."""
    with of_the_demonstration():
        call_command("seed_demo", verbosity=0)
        deliver_everything()
        yield


def deliver_everything() -> None:
    """Do the worker's part."""
    deliver_due()
    assert not Delivery.objects.filter(closed_at__isnull=True).exists()


def be(page: Page, button: str) -> None:
    """Sign in with a demo button, from wherever one stands."""
    page.goto("/accounts/login/")
    if page.locator("details.demo-bar__people").count():
        page.locator("details.demo-bar__people summary").click()
        page.locator("details.demo-bar__people").get_by_role("button", name=button).click()
    else:
        page.get_by_role("button", name=button).click()
    expect(page.locator(".acting__who")).to_contain_text(button)


def results(page: Page) -> int:
    return int(page.locator(".list-head__count strong").inner_text())


def count_beside(page: Page, option: str) -> int:
    label = page.locator(".filter-option").filter(has_text=option).first
    return int(label.locator(".filter-option__count").inner_text().split()[0].removesuffix("件"))


def download(page: Page, link: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    return waiting.value.path().read_bytes()


def walk(page: Page) -> None:
    """Walk the whole story, in the order in which it happens."""
    a_visitor_reads(page)
    a_clerk_of_setagaya_works(page)
    a_clerk_of_chofu_learns_nothing(page)
    the_hub_publishes_a_version(page)
    the_clerk_finds_it_among_the_new(page)
    the_interface_turns_english(page)
    the_clock_moves(page)


def a_visitor_reads(page: Page) -> None:
    page.goto("/")
    expect(page.locator("svg.tilemap__svg g.tm")).to_have_count(62)
    assert_accessible(page)

    page.get_by_role("navigation", name="主な案内").get_by_role("link", name="共同調達").click()
    assert results(page) == 43
    assert_accessible(page)

    promised = count_beside(page, "生成AI")
    page.get_by_label("生成AI").first.check()
    page.get_by_role("button", name="この条件で絞り込む").click()
    assert results(page) == promised

    promised = count_beside(page, "役務その他")
    page.get_by_label("役務その他").first.check()
    page.get_by_label("1万円〜10万円未満").check()
    page.get_by_role("button", name="この条件で絞り込む").click()
    assert 0 < results(page) <= promised
    expect(page.locator(".chip")).to_have_count(3)

    page.get_by_role("link", name="すべて外す").click()
    page.get_by_label("並び順").select_option(label="単価の低い順")
    page.get_by_role("button", name="並べ替える").click()
    prices = [int(p.split("円")[0].replace(",", "")) for p in page.locator(".hit .price").all_inner_texts()]
    assert prices == sorted(prices)
    page.get_by_role("link", name="次へ").click()
    assert "page=2" in page.url

    page.goto("/procurement/catalogue/genai-chat/")
    expect(page.get_by_role("heading", name=ITEM)).to_be_visible()
    page.get_by_role("textbox", name="数量").fill("４９９")
    page.get_by_role("button", name="金額を計算する").click()
    expect(page.get_by_text("7,245,480円").first).to_be_visible()
    expect(page.get_by_text("あと1で次の段に届き")).to_be_visible()
    page.get_by_role("link", name="第1版").click()
    expect(page.get_by_role("cell", name="15,600円")).to_be_visible()
    assert_accessible(page)


def a_clerk_of_setagaya_works(page: Page) -> None:
    be(page, "斉木")
    expect(page.locator(".acting__org")).to_have_text("世田谷区")

    page.goto("/procurement/catalogue/genai-chat/")
    page.get_by_role("link", name="現行単価を記録する").click()
    assert_accessible(page)
    page.get_by_role("textbox", name="現行単価").fill("いちまん")
    page.get_by_role("button", name="記録する").click()
    expect(page.get_by_role("textbox", name="現行単価")).to_have_value("いちまん")
    assert_accessible(page)
    page.get_by_role("textbox", name="現行単価").fill("１４，３２１")
    page.get_by_role("button", name="記録する").click()
    own = page.locator(".private, .panel--private").first
    expect(page.get_by_text(PRICE).first).to_be_visible()
    expect(own).to_contain_text("世田谷区だけに見えています")
    assert_accessible(page)

    page.goto("/procurement/catalogue/?category=genai")
    page.get_by_role("link", name="検索を保存").click()
    page.get_by_role("textbox", name="名前").fill("生成AIの新着")
    page.get_by_role("button", name=re.compile("^保存(する)?$")).click()
    page.goto("/procurement/catalogue/?category=genai")
    shown = page.locator(".hit__title").all_inner_texts()

    rows = list(csv.reader(io.StringIO(download(page, "CSV").decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(download(page, "Excel"))).active
    assert sheet is not None
    assert sorted(name for row in rows[1:] for name in row if name in shown) == sorted(shown)
    assert sheet.max_row == len(rows) == len(shown) + 1


def a_clerk_of_chofu_learns_nothing(page: Page) -> None:
    be(page, "杉浦")
    expect(page.locator(".acting__org")).to_have_text("調布市")
    for address in ("/", "/procurement/catalogue/", "/procurement/catalogue/genai-chat/", "/log/", "/lists/searches/"):
        page.goto(address)
        seen = page.content()
        assert "14,321" not in seen
        assert "14321" not in seen
        assert "生成AIの新着" not in seen
    page.goto("/procurement/catalogue/genai-chat/budget/")
    expect(page.get_by_role("textbox", name="現行単価")).to_have_value("13,500")


def the_hub_publishes_a_version(page: Page) -> None:
    be(page, "守屋")
    page.goto("/procurement/catalogue/genai-chat/")
    page.get_by_role("link", name="新しい版を公開する").click()
    page.get_by_role("textbox", name="適用開始日").fill("令和8年6月10日")
    page.locator("input[name$=unit_price], input[name*=price]").first.fill("１２，９００")
    page.get_by_role("button", name="確認の画面へ進む").click()
    assert_accessible(page)
    page.get_by_role("button", name="公開する").click()
    expect(page.get_by_text("12,900円").first).to_be_visible()
    assert_accessible(page)

    page.goto("/procurement/catalogue/genai-chat/?version=2")
    expect(page.get_by_role("cell", name="13,200円")).to_be_visible()
    deliver_everything()


def the_clerk_finds_it_among_the_new(page: Page) -> None:
    be(page, "斉木")
    page.goto("/")
    news = page.locator("section").filter(has=page.locator("#arrivals-title"))
    expect(news).to_contain_text(ITEM)
    expect(news).to_contain_text("生成AIの新着")
    assert_accessible(page)


def the_interface_turns_english(page: Page) -> None:
    page.goto("/procurement/catalogue/genai-chat/")
    page.get_by_role("button", name="English").first.click()
    expect(page.get_by_role("heading", name=ITEM)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert_accessible(page)
    page.get_by_role("button", name="日本語").first.click()


def the_clock_moves(page: Page) -> None:
    before = page.locator(".demo-bar__clock time").get_attribute("datetime")
    page.locator(".demo-bar__moves").get_by_role("button", name="1日進める").click()
    after = page.locator(".demo-bar__clock time").get_attribute("datetime")
    assert before is not None
    assert after is not None
    assert after[:10] > before[:10]


def test_the_story_is_walked_from_start_to_end(demonstration: None, page: Page) -> None:
    walk(page)


def test_the_story_is_walked_without_javascript(demonstration: None, chromium: Browser, live_server: Any) -> None:
    options: Any = {"base_url": live_server.url, "viewport": OFFICE, "locale": "ja-JP"}
    context = chromium.new_context(**options, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto("/procurement/catalogue/genai-chat/")
    page.get_by_role("textbox", name="数量").fill("５００")
    page.get_by_role("button", name="金額を計算する").click()
    expect(page.get_by_text("6,270,000円").first).to_be_visible()

    be(page, "斉木")
    page.goto("/procurement/catalogue/genai-chat/budget/")
    page.get_by_role("textbox", name="現行単価").fill("14321")
    page.get_by_role("button", name="記録する").click()
    expect(page.get_by_text(PRICE).first).to_be_visible()

    page.goto("/procurement/catalogue/?category=genai")
    page.get_by_role("link", name="検索を保存").click()
    page.get_by_role("textbox", name="名前").fill("生成AIの新着")
    page.get_by_role("button", name=re.compile("^保存(する)?$")).click()
    page.goto("/lists/searches/")
    expect(page.get_by_text("生成AIの新着").first).to_be_visible()
    context.close()


def test_a_price_is_recorded_and_a_search_saved_by_keyboard_alone(demonstration: None, page: Page) -> None:
    page.goto("/accounts/login/")
    press_to(page, "斉木")
    page.keyboard.press("Enter")
    expect(page.locator(".acting__org")).to_have_text("世田谷区")
    page.goto("/procurement/catalogue/genai-chat/")
    page.keyboard.press("Tab")
    assert focused(page) == "本文へ移動"

    press_to(page, "現行単価を記録する")
    page.keyboard.press("Enter")
    page.wait_for_url("**/budget/")
    press_to_field(page, "baseline_unit_price")
    page.keyboard.type("14321")
    page.keyboard.press("Enter")
    expect(page.get_by_text(PRICE).first).to_be_visible()

    page.goto("/procurement/catalogue/")
    press_to_field(page, "category")
    page.keyboard.press("Space")
    press_to(page, "この条件で絞り込む")
    page.keyboard.press("Enter")
    page.wait_for_url("**category=**")
    press_to(page, "検索を保存")
    page.keyboard.press("Enter")
    page.wait_for_url("**/searches/new/**")
    press_to_field(page, "name")
    page.keyboard.type("キーボードの検索")
    page.keyboard.press("Enter")
    page.wait_for_url("**/catalogue/**")
    page.goto("/lists/searches/")
    expect(page.get_by_text("キーボードの検索").first).to_be_visible()


def focused(page: Page) -> str:
    """Return the words on which the focus stands; none when it stands nowhere."""
    return str(page.evaluate("document.activeElement === document.body ? '' : document.activeElement.innerText.trim()"))


def press_to(page: Page, words: str) -> None:
    """Press Tab until the focus stands on something that says ``words``."""
    _press_until(page, lambda: words in focused(page), words)


def press_to_field(page: Page, name: str) -> None:
    """Press Tab until the focus stands in the field called ``name``."""
    _press_until(page, lambda: page.evaluate("document.activeElement.name") == name, name)


def _press_until(page: Page, reached: Any, what: str) -> None:
    for _ in range(150):
        if reached():
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {what}")
