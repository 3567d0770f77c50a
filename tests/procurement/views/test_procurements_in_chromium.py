"""The pages from survey to participation in a real Chromium: no violation at office and phone width."""

import pytest
from playwright.sync_api import Page

from tests.browser import assert_accessible, sign_in
from tests.people import hub_officer, person_acting_for
from tests.procurement import deals

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/procurement/procurements/"


def walk(page: Page, addresses):
    for address in addresses:
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, address
        assert_accessible(page)


def test_a_clerks_pages(page: Page):
    survey, intent = deals.in_survey(), deals.in_intent()
    deals.answer(survey, "setagaya")
    for slug in ("hino", "ome", "fuchu", "setagaya"):
        deals.join(intent, slug)
    sign_in(page, person_acting_for("setagaya"))
    one, two = f"{LIST}{survey.number}/", f"{LIST}{intent.number}/"

    walk(page, [LIST, one, f"{one}survey/", f"{one}survey/done/", two, f"{two}withdraw/", f"{two}join/done/"])


def test_the_hubs_pages(page: Page):
    survey, draft = deals.in_survey(), deals.draft(method="proposal")
    deals.answer(survey, "setagaya")
    sign_in(page, hub_officer())
    one, two = f"{LIST}{survey.number}/", f"{LIST}{draft.number}/"

    walk(page, [f"{LIST}new/", f"{one}cockpit/", f"{one}deadlines/survey/", f"{two}cockpit/", f"{two}lines/new/"])
    walk(page, [f"{two}specification/", f"{two}open-survey/"])
