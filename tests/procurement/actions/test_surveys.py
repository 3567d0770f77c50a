"""A municipality answers a survey."""

import datetime as dt

import pytest

from commons.events.models import Announcement
from commons.tenancy import scopes
from commons.values.refusals import StaleEdit
from procurement import actions
from procurement.actions import LineFigures, refusals
from procurement.models import DemandLine, DemandResponse, MunicipalityBudget, Reminder
from procurement.rules import NotAllowed
from procurement.states import Stance, State
from tests.people import member_scope, organisation, person_acting_for
from tests.procurement import deals

pytestmark = pytest.mark.django_db


def test_an_answer_is_changed_by_revision_and_counted_once():
    made = deals.in_survey()

    deals.answer(made, "setagaya", 70)
    deals.answer(made, "setagaya", 90, revision=1)

    with member_scope("setagaya"):
        assert [row.revision for row in DemandResponse.objects.all()] == [2]
        assert [row.quantity for row in DemandLine.objects.all()] == [90]
    assert deals.fresh(made).answered_bodies == 1


def test_a_colleague_who_was_faster_is_not_overwritten():
    made = deals.in_survey()
    deals.answer(made, "setagaya", 70)

    with pytest.raises(StaleEdit):
        deals.answer(made, "setagaya", 90, revision=0)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"quantities": {}}, refusals.QuantityMissing),
        ({"wanted_on": None}, refusals.WantedOnMissing),
        ({"wanted_on": dt.date(2026, 6, 9)}, refusals.WantedInThePast),
        ({"quantities": {999_999: 5}}, refusals.NotInThisStep),
    ],
)
def test_bad_input_is_refused_with_nothing_half_written(values, refusal):
    made = deals.in_survey()
    wanted = {"quantities": {deals.line_id(made): 5}, "wanted_on": deals.WANTED_ON, **values}

    with deals.clerk_of("setagaya"), pytest.raises(refusal):
        actions.answer_survey(procurement=made, expected_revision=0, stance=Stance.JOIN, **wanted)

    with scopes.system("test"):
        assert not DemandResponse.objects.exists()
    assert deals.fresh(made).answered_bodies == 0


def test_whoever_only_considers_it_need_not_know_how_much():
    made = deals.in_survey()

    with deals.clerk_of("setagaya"):
        answer = actions.answer_survey(
            procurement=made, expected_revision=0, stance=Stance.CONSIDERING, quantities={}, wanted_on=None
        )

    assert (answer.stance, answer.wanted_on) == (Stance.CONSIDERING, None)


def test_whoever_passes_says_no_quantity():
    made = deals.in_survey()

    passed = deals.answer(made, "setagaya", 70, stance=Stance.PASS)

    with member_scope("setagaya"):
        assert (passed.wanted_on, DemandLine.objects.count()) == (None, 0)


def test_private_figures_stay_with_the_body():
    made = deals.in_survey()
    figures = {deals.line_id(made): LineFigures(baseline_unit_price=13_800, unit_budget=9_600, budget_line="使用料")}

    deals.answer(made, "setagaya", figures=figures)

    with member_scope("setagaya"):
        assert [row.unit_budget for row in MunicipalityBudget.objects.all()] == [9_600]
    for slug, role in (("chofu", "clerk"), ("hub", "hub_officer")):
        with member_scope(slug, role):
            assert not MunicipalityBudget.objects.exists()


@pytest.mark.parametrize(("slug", "role"), [("setagaya", "approver"), ("setagaya", "editor"), ("hub", "clerk")])
def test_only_a_clerk_of_a_municipality_answers(slug, role):
    made = deals.in_survey()

    with member_scope(slug, role), pytest.raises(NotAllowed):
        actions.answer_survey(
            procurement=made,
            expected_revision=0,
            stance=Stance.JOIN,
            quantities={deals.line_id(made): 1},
            wanted_on=deals.WANTED_ON,
        )


def test_a_body_is_reminded_once_a_day_and_not_after_its_answer(business_clock):
    made, late, done = deals.in_survey(), organisation("chofu"), organisation("setagaya")
    deals.answer(made, "setagaya")
    officer = person_acting_for("hub", "hub_officer")

    with member_scope("hub", "hub_officer", user=officer):
        assert actions.remind(procurement=made, body_ids=[late.pk, done.pk]) == [late]
        with pytest.raises(refusals.NobodyToRemind):
            actions.remind(procurement=made, body_ids=[late.pk, done.pk])
        business_clock.forward(days=1)
        assert actions.remind(procurement=made, body_ids=[late.pk]) == [late]
        assert Reminder.objects.count() == 2
    with member_scope("chofu"):
        assert not Reminder.objects.exists()
    assert Announcement.objects.filter(event="procurement.BodyReminded").count() == 2


def test_an_answer_belongs_to_its_step():
    made = deals.in_intent()

    assert made.state == State.INTENT
    with pytest.raises(refusals.NotInThisStep):
        deals.answer(made, "setagaya")
