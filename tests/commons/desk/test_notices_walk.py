"""Notices in a real browser: from the frame's count to where a notice leads."""

import re

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from commons.notifications import Message, messages, notify
from commons.tenancy import scopes
from commons.values.ref import Ref
from tests import people
from tests.browser import assert_accessible, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_notice_is_found_by_the_count_and_marked_by_its_button(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Message(
        kind="tests.told",
        title=lambda subject, params: "件名",
        line=lambda subject, params: "椅子の調査が始まりました。",
        url=lambda subject, params: "/help/",
    )
    monkeypatch.setitem(messages._messages, told.kind, told)
    clerk = people.person_acting_for("setagaya")
    with scopes.system("test"), transaction.atomic():
        notify(told.kind, to=[clerk.pk], subject=Ref("tests.thing", "1"), key="1")
    sign_in(page, clerk)

    page.goto("/")
    page.get_by_role("link", name="通知").first.click()
    assert_accessible(page)
    page.get_by_role("link", name="椅子の調査が始まりました。").click()
    assert_accessible(page)
    page.get_by_role("button", name="確認済みにして進む").click()

    expect(page).to_have_url(re.compile("/help/$"))
    expect(page.locator(".count-dot")).to_have_count(0)
    page.goto("/notices/mail/")
    assert_accessible(page)
