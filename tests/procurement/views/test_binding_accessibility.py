"""The pages from 仕様協議 to 数量確定 in a real Chromium: no violation at office and phone width, and by keyboard."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from commons.accounts.models import Role
from commons.tenancy import scopes
from procurement import actions
from procurement.models import MunicipalityBudget
from tests.browser import assert_accessible, choose_language, sign_in
from tests.clock import StandingClock, standing
from tests.people import hub_officer, member_scope, organisation, person_acting_for
from tests.procurement import steps
from tests.procurement.steps import A, B, C, D

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def now() -> Iterator[StandingClock]:
    with standing() as shown:
        yield shown


def walk(page: Page, procurement, *names):
    for name, *more in names:
        address = reverse(f"procurement:{name}", args=[procurement.number])
        response = page.goto(address + "".join(more))
        assert response is not None
        assert response.status == 200, address
        assert_accessible(page)


def test_the_review_and_the_agreement(page: Page, now):
    made = steps.in_review(now)
    with member_scope(A):
        actions.ask_about_spec(procurement=made, text="保守は何年ですか。")
    sign_in(page, person_acting_for(A))
    walk(page, made, ["questions"], ["ask"], ["withdraw"])
    now.forward(days=7)
    with member_scope("hub", Role.HUB_OFFICER):
        actions.answer_question(procurement=made, number=1, answer="5年です。")
        actions.open_agreement(procurement=made, version=made.version, sha256=steps.digest_of(made))

    walk(page, made, ["questions"], ["agreement"], ["sign"], ["procurement"])


def test_the_hubs_pages(page: Page, now):
    made = steps.in_review(now)
    with member_scope(A):
        actions.ask_about_spec(procurement=made, text="保守は何年ですか。")
    sign_in(page, hub_officer())

    walk(page, made, ["questions"], ["open-agreement"], ["cockpit"])
    page.goto(reverse("procurement:answer", args=[made.number, 1]))
    assert_accessible(page)


def test_the_commitment_by_keyboard_from_the_simulator_to_the_receipt(page: Page, now):
    made = steps.in_committing(now, [A, B, C, D])
    for slug in (B, C, D):
        steps.commit(made, slug, 56)
    line = steps.line_of(made)
    now.forward(days=1)
    with scopes.system("test"):
        actions.take_cuts(procurement=made, at=now.moment)
    sign_in(page, person_acting_for(A))
    walk(page, made, ["simulator"], ["simulator", f"?quantity_{line.pk}=130&maximum_{line.pk}=10800"])
    page.get_by_role("link", name="この数量を確定する").press("Enter")
    assert_accessible(page)

    page.press(f"#id_quantity_{line.pk}", "Enter")

    assert page.locator("h1").inner_text() == "この内容で承認を申請します"
    assert_accessible(page)
    page.locator("button[name=confirmed]").press("Enter")
    assert page.url.endswith("/commit/done/")
    assert_accessible(page)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_result(page: Page, now, language):
    made = steps.in_committing(now)
    steps.commit(made, A, 120)
    steps.commit(made, B, 90)
    steps.commit(made, C, 100, 9_600)
    with member_scope(A):
        MunicipalityBudget.objects.create(
            organisation=organisation(A),
            line=steps.line_of(made),
            baseline_unit_price=12_000,
            updated_at=now.moment,
        )
    now.forward(days=14)
    steps.settle(made)
    choose_language(page, language)
    sign_in(page, person_acting_for(A))

    walk(page, made, ["result"], ["agreement"], ["procurement"])
