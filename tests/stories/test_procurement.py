"""The second story: bodies buy together, from a survey to quantities that bind, in a real Chromium.

A clerk and an approver of 世田谷区, a hub officer, a visitor and a clerk of 調布市 walk it; other bodies join in.
"""

import datetime as dt
import io
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from commons.accounts.models import Role
from commons.demo.first_day import START
from commons.events import due
from commons.events.delivering import deliver_due
from commons.events.models import Delivery
from procurement.models import JointProcurement
from procurement.states import State
from tests.browser import OFFICE, assert_accessible, sign_in
from tests.clock import StandingClock
from tests.people import hub_officer, person_acting_for
from tests.procurement import deals, steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OWN, FOREIGN = "setagaya", "chofu"
OTHERS = ("mitaka", "hachioji", "hino")
PAID, BUDGET, MAXIMUM = "13,571", "12,468", "11,357"  # what 世田谷区 alone knows; nothing else on the site costs this
QUANTITY = "2,137"
DAY = dt.timedelta(days=1)
ENDS = {
    State.SURVEY: START + 4 * DAY,
    State.INTENT: START + 14 * DAY,
    State.SPEC_REVIEW: START + 24 * DAY,
    State.AGREEMENT: START + 34 * DAY,
    State.COMMITTING: START + 44 * DAY,
}


class Walk:
    """The people of the story, the page that they use in turn, and the procurement."""

    def __init__(self, page: Page, clock: StandingClock) -> None:
        self.page, self.clock = page, clock
        self.clerk = person_acting_for(OWN, name="斉木 聡")
        self.approver = person_acting_for(OWN, Role.APPROVER, name="橋爪 修", title="課長")
        self.foreigner = person_acting_for(FOREIGN, name="杉浦 遥")
        self.officer = hub_officer()
        self.made: JointProcurement = deals.draft(deadlines=ENDS, at=START)

    def go(self, part: str = "", *, judged: bool = True) -> None:
        """Open a page of the procurement, and judge it."""
        self.open(f"/procurement/procurements/{self.made.number}/{part}", judged=judged)

    def open(self, address: str, *, judged: bool = True) -> None:
        """Open a page, and judge it."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        if judged:
            assert_accessible(self.page)

    def send(self, **fields: str) -> None:
        """Fill the form that stands here, send it, judge the page that asks, and confirm."""
        for name, text in fields.items():
            fill(self.page, name, text)
        press(self.page)
        assert_accessible(self.page)
        self.page.locator("button[name=confirmed]").click()
        assert_accessible(self.page)

    def lead_on(self, part: str) -> None:
        """Go on to the next step as the hub's officer."""
        sign_in(self.page, self.officer)
        self.go(part)
        press(self.page)
        self.made = deals.fresh(self.made)
        delivered()

    def decide(self, decision: str, reason: str = "") -> None:
        """Find the open request among what waits for the approver, and decide it."""
        sign_in(self.page, self.approver)
        self.open("/approvals/")
        self.page.locator("main a[href^='/approvals/']").first.click()
        assert_accessible(self.page)
        self.page.locator(f"input[name=decision][value={decision}]").check()
        self.send(**({"reason": reason} if reason else {}))
        delivered()


def fill(page: Page, name: str, text: str) -> None:
    """Fill a field by the name with which it begins."""
    field = page.locator(f"main [name^={name}]").first
    if field.get_attribute("type") == "radio":
        page.locator(f"main [name={name}][value={text}]").check()
    else:
        field.fill(text)


def press(page: Page) -> None:
    """Press the main button of the form."""
    page.locator("main form button:visible").first.click()


def delivered() -> None:
    """Do the worker's part, papers included."""
    due.tick()
    deliver_due()
    assert not Delivery.objects.filter(closed_at__isnull=True).exists()


def the_hub_opens_a_survey(walk: Walk) -> None:
    walk.lead_on("open-survey/")
    assert walk.made.state == State.SURVEY
    walk.go("cockpit/")


def a_clerk_answers_and_changes_the_answer(walk: Walk) -> None:
    sign_in(walk.page, walk.clerk)
    walk.open("/notices/")
    expect(walk.page.locator("main")).to_contain_text(walk.made.title)
    walk.go("survey/sheet/")
    walk.go("survey/")
    walk.send(stance="join", quantity_="１００", wanted_on="R8.10.1", paid_=PAID, plan_=BUDGET)
    walk.clock.forward(days=1)
    walk.go("survey/", judged=False)
    walk.send(quantity_=QUANTITY)
    walk.go()
    expect(walk.page.locator(".private, .panel--private").first).to_contain_text(QUANTITY)


def the_hub_reminds_and_goes_on(walk: Walk) -> None:
    for slug in OTHERS[:2]:
        deals.answer(walk.made, slug, 120)
    sign_in(walk.page, walk.officer)
    walk.go("cockpit/")
    expect(walk.page.locator("main")).to_contain_text(QUANTITY)
    assert PAID not in walk.page.content()
    assert BUDGET not in walk.page.content()
    walk.page.locator("form[action$='/remind/'] button").click()
    walk.go("papers/")
    walk.clock.forward(days=4)
    walk.go("cockpit/", judged=False)
    walk.lead_on("open-intent/")


def a_participation_is_sent_back_once_and_granted(walk: Walk) -> None:
    sign_in(walk.page, walk.clerk)
    walk.go("join/")
    walk.send(wanted_on="2026-10-01")
    walk.decide("send_back", "数量の根拠を備考に書いてください。")
    sign_in(walk.page, walk.clerk)
    walk.go("join/")
    expect(walk.page.locator("main")).to_contain_text("数量の根拠")
    walk.send(remark="第二庁舎ほか4か所の更新分です。")
    walk.decide("grant")
    for slug in OTHERS:
        deals.join(walk.made, slug, 120)
    delivered()


def the_application_is_verified_by_anybody(walk: Walk, browser: Browser, url: str) -> None:
    sign_in(walk.page, walk.clerk)
    walk.go()
    with walk.page.expect_download() as waiting:
        walk.page.get_by_role("link", name="参申-R8-000001").click()
    content = waiting.value.path().read_bytes()
    assert content.startswith(b"%PDF")
    visitor = browser.new_page(base_url=url, locale="ja-JP")
    visitor.goto("/papers/verify/参申-R8-000001/")
    expect(visitor.locator(".notice--success, .notice").first).to_be_visible()
    visitor.set_input_files("input[type=file]", files=payload("a.pdf", content))
    press(visitor)
    expect(visitor.locator("main")).to_contain_text("原本")
    assert_accessible(visitor)
    visitor.close()


def the_specification_is_settled_and_signed(walk: Walk) -> None:
    walk.clock.forward(days=10)
    walk.lead_on("open-spec-review/")
    sign_in(walk.page, walk.clerk)
    walk.go("questions/new/")
    walk.send(text="脚の高さは変えられますか。")
    sign_in(walk.page, walk.officer)
    walk.go("questions/1/answer/")
    fill(walk.page, "answer", "15センチメートル変えられます。")
    press(walk.page)
    walk.go("questions/")
    walk.clock.forward(days=10)
    walk.lead_on("open-agreement/")
    sign_in(walk.page, walk.clerk)
    walk.go("agreement/sign/")
    walk.send()
    walk.decide("grant")
    steps.sign(walk.made, OTHERS[:2])
    walk.clock.forward(days=10)
    delivered()  # whoever has not signed drops out
    walk.lead_on("open-committing/")


def quantities_bind_under_a_condition(walk: Walk) -> None:
    sign_in(walk.page, walk.clerk)
    walk.go("simulator/")
    walk.go("commit/")
    walk.send(quantity_=QUANTITY, maximum_=MAXIMUM)
    walk.decide("grant")
    for slug in OTHERS[:2]:
        steps.commit(walk.made, slug, 120)
    walk.clock.forward(days=10)
    delivered()
    walk.made = deals.fresh(walk.made)
    assert walk.made.state == State.COMMITTED
    sign_in(walk.page, walk.clerk)
    walk.go("result/")
    expect(walk.page.locator("main")).to_contain_text("9,600円")
    walk.go()
    for number in ("協定-R8-000001", "数確-R8-00000"):
        expect(walk.page.locator("main")).to_contain_text(number)


def another_body_learns_nothing(walk: Walk) -> None:
    sign_in(walk.page, walk.foreigner)
    for part in ("", "papers/", "agreement/", "result/", "questions/"):
        walk.go(part, judged=False)
        learns_nothing(walk)
    for address in ("/", "/notices/", "/log/", "/approvals/", "/procurement/procurements/", "/procurement/catalogue/"):
        walk.open(address, judged=False)
        learns_nothing(walk)
    for address in ("/papers/参申-R8-000001/", f"/procurement/procurements/{walk.made.number}/survey/done/"):
        answer = walk.page.goto(address)
        assert answer is not None
        assert answer.status == 404


def learns_nothing(walk: Walk) -> None:
    seen = walk.page.content()
    for secret in (PAID, BUDGET, MAXIMUM, QUANTITY, "数量の根拠", "第二庁舎"):
        assert secret not in seen
        assert secret.replace(",", "") not in seen


def test_a_procurement_is_walked_from_its_survey_to_quantities_that_bind(
    page: Page, chromium: Browser, live_server: Any, business_clock: StandingClock
) -> None:
    walk = Walk(page, business_clock)
    the_hub_opens_a_survey(walk)
    a_clerk_answers_and_changes_the_answer(walk)
    the_hub_reminds_and_goes_on(walk)
    a_participation_is_sent_back_once_and_granted(walk)
    the_application_is_verified_by_anybody(walk, chromium, live_server.url)
    the_specification_is_settled_and_signed(walk)
    quantities_bind_under_a_condition(walk)
    another_body_learns_nothing(walk)


def test_a_survey_is_answered_without_javascript_and_by_a_table(chromium: Browser, live_server: Any) -> None:
    made = deals.in_survey(lines=2)
    options: Any = {"base_url": live_server.url, "viewport": OFFICE, "locale": "ja-JP"}
    context = chromium.new_context(**options, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, person_acting_for(OWN))
    page.goto(f"/procurement/procurements/{made.number}/survey/sheet/")
    with page.expect_download() as waiting:
        page.locator("a[href$='sheet.xlsx']").click()
    book = load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    book.worksheets[0].cell(row=2, column=4).value = 77
    book.worksheets[0].cell(row=3, column=4).value = "=6*7"
    page.set_input_files("input[type=file]", files=file_of(book))
    press(page)
    expect(page.locator("main table")).to_contain_text("数式")

    book.worksheets[0].cell(row=3, column=4).value = 42
    page.set_input_files("input[type=file]", files=file_of(book))
    press(page)
    fill(page, "stance", "join")
    fill(page, "wanted_on", "令和8年10月1日")
    press(page)
    page.locator("button[name=confirmed]").click()

    expect(page.locator("main")).to_contain_text("77台")
    expect(page.locator("main")).to_contain_text("42台")
    context.close()


def test_a_survey_is_answered_by_keyboard_alone(page: Page) -> None:
    made = deals.in_survey()
    sign_in(page, person_acting_for(OWN))
    page.goto(f"/procurement/procurements/{made.number}/survey/")
    tab_to(page, "stance")
    page.keyboard.press("Space")
    tab_to(page, "quantity_")
    page.keyboard.type("８０")
    tab_to(page, "wanted_on")
    page.keyboard.type("2026-10-01")
    page.keyboard.press("Enter")
    page.wait_for_selector("button[name=confirmed]")
    tab_to(page, "confirmed")
    page.keyboard.press("Enter")
    page.wait_for_url("**/survey/done/")

    expect(page.locator("main")).to_contain_text("80台")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus stands in the field or on the button whose name begins so."""
    for _ in range(80):
        if str(page.evaluate("document.activeElement.name || ''")).startswith(name):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {name}")


def file_of(book: Any) -> Any:
    """Return a workbook as it is uploaded."""
    content = io.BytesIO()
    book.save(content)
    return payload("sheet.xlsx", content.getvalue())


def payload(name: str, content: bytes) -> Any:
    """Return a file as Playwright uploads it."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}
