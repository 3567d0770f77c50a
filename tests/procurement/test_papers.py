"""What a body gets on paper: its own, numbered, without a price of its own, and nobody else's."""

import pytest

from commons.accounts.models import Role
from commons.events import deliver_due
from commons.papers import issue
from commons.papers.models import Paper
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from procurement import papers
from procurement.actions import LineFigures
from tests.people import member_scope
from tests.procurement import deals, steps

pytestmark = pytest.mark.django_db(transaction=True)


def numbers_seen_by(slug, role=Role.CLERK):
    with member_scope(slug, role):
        return list(Paper.objects.order_by("pk").values_list("number", flat=True))


def test_a_granted_participation_is_printed_for_its_body_and_the_hub(quick):
    made = deals.in_intent()
    deals.join(made, steps.A, 120, remark="第二庁舎")

    deliver_due()

    assert numbers_seen_by(steps.A) == ["参申-R8-000001"]
    assert numbers_seen_by("hub", Role.HUB_OFFICER) == ["参申-R8-000001"]
    assert numbers_seen_by(steps.B) == []
    [html] = quick
    assert "120台" in html
    assert "第二庁舎" in html
    assert "TC-2026-" in html


def test_who_leaves_has_its_application_revoked_and_who_comes_back_gets_another():
    made = deals.in_intent()
    deals.join(made, steps.A)
    deliver_due()
    deals.withdraw(made, steps.A)
    deliver_due()

    deals.join(made, steps.A, 50)
    deliver_due()

    with scopes.system("test"):
        first, second = Paper.objects.order_by("pk")
        assert first.revoked_at is not None
        assert second.revoked_at is None


def test_a_signed_agreement_holds_the_words_and_their_hash(quick, business_clock):
    made = steps.in_agreement(business_clock)
    quick.clear()
    steps.sign(made, (steps.A,))

    deliver_due()

    html = next(each for each in quick if "協定" in each)
    assert made.agreement.sha256[:32] in html
    assert "外付けディスプレイについて定める" in html


def test_a_result_says_quantity_price_and_tax_and_never_the_maximum(quick, business_clock):
    made = steps.in_committing(business_clock, (steps.A, steps.B))
    steps.commit(made, steps.A, 70, maximum=11_234)
    steps.commit(made, steps.B, 50)
    business_clock.forward(days=15)
    steps.settle(made)

    deliver_due()

    html = next(each for each in quick if "数量確定" in each and "70台" in each)
    assert "10,800円" in html
    assert "756,000円" in html
    assert "831,600円" in html  # 70 × 10,800 with 10 %
    assert "11,234" not in html


def test_the_sheet_of_a_survey_says_nothing_that_the_body_entered(quick):
    made = deals.in_survey()
    line = deals.line_id(made)
    deals.answer(made, steps.A, 777, figures={line: LineFigures(baseline_unit_price=13_579)})

    with scopes.system("test"):
        issue(papers.SURVEY_SHEET, made.ref, Organisation.objects.get(slug=steps.A).pk)

    [html] = quick
    assert "世田谷区" in html
    assert "777" not in html
    assert "13,579" not in html
