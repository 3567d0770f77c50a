"""A procurement is set up, asked about and led on."""

import datetime as dt

import pytest

from commons.demo.first_day import START
from commons.lifecycle.transitions import IllegalMove
from commons.tenancy import scopes
from commons.values import clock
from commons.values.refusals import StaleEdit
from procurement import actions
from procurement.actions import refusals
from procurement.models import JointProcurement, StateEntry
from procurement.rules import NotAllowed
from procurement.states import Method, State
from tests.people import member_scope
from tests.procurement import deals, goods

pytestmark = pytest.mark.django_db


def test_numbers_count_within_the_fiscal_year():
    first, second, other = deals.draft(), deals.draft(), deals.draft(fiscal_year=2027)

    assert [each.number for each in (first, second, other)] == ["TC-2026-001", "TC-2026-002", "TC-2027-001"]
    assert first.ocid.endswith("-TC-2026-001")


def test_deadlines_must_follow_the_order_of_the_steps():
    wrong = {State.SURVEY: deals.INTENT_ENDS, State.INTENT: deals.SURVEY_ENDS}

    with pytest.raises(refusals.DeadlinesOutOfOrder) as refused:
        deals.draft(deadlines=wrong)
    assert refused.value.field == "intent_on"


@pytest.mark.parametrize("role", ["clerk", "approver", "administrator"])
def test_nobody_but_a_hub_officer_runs_a_procurement(role):
    made = deals.in_survey()

    with member_scope("setagaya", role):
        with pytest.raises(NotAllowed):
            actions.open_intent(procurement=made, version=made.version)
        with pytest.raises(NotAllowed):
            actions.remind(procurement=made, body_ids=[1])
        with pytest.raises(NotAllowed):
            actions.move_deadline(procurement=made, state=State.SURVEY, to=deals.INTENT_ENDS)
        with pytest.raises(NotAllowed):
            actions.write_spec(procurement=made, text="x")


def test_a_survey_needs_a_line_and_a_draft_of_the_specification():
    with scopes.system("test"):
        made = actions.set_up_procurement(
            title="題",
            summary="要旨",
            category=goods.category(),
            fiscal_year=2026,
            method=Method.CATALOGUE,
            deadlines=deals.deadlines(),
        )

        with pytest.raises(refusals.LinesMissing):
            actions.open_survey(procurement=made, version=1)
        deals.add_line(made)
        with pytest.raises(refusals.SpecMissing):
            actions.open_survey(procurement=made, version=1)
        actions.write_spec(procurement=made, text="目的")
        opened = actions.open_survey(procurement=made, version=1)

    assert (opened.state, opened.closes_at) == (State.SURVEY, deals.SURVEY_ENDS)
    assert list(StateEntry.objects.values_list("state", flat=True)) == ["draft", "survey"]


def test_lines_are_fixed_once_the_survey_has_begun():
    made = deals.in_survey()

    with scopes.system("test"), pytest.raises(refusals.NotADraft):
        deals.add_line(made)


def test_the_survey_closes_by_the_clock_alone(business_clock):
    made = deals.in_survey()
    assert not made.is_closed_now

    business_clock.moment = deals.SURVEY_ENDS - dt.timedelta(seconds=1)
    assert made.is_open_for(State.SURVEY, clock.now())
    business_clock.moment = deals.SURVEY_ENDS

    assert made.is_closed_now
    assert JointProcurement.objects.get().state == State.SURVEY
    with pytest.raises(refusals.EntriesClosed):
        deals.answer(made, "setagaya")


def test_intent_opens_only_after_the_surveys_deadline(business_clock):
    made = deals.in_survey()

    with scopes.system("test"), pytest.raises(refusals.SurveyStillOpen):
        actions.open_intent(procurement=made, version=made.version)
    business_clock.moment = deals.SURVEY_ENDS
    with scopes.system("test"):
        opened = actions.open_intent(procurement=made, version=made.version)

    assert (opened.state, opened.closes_at) == (State.INTENT, deals.INTENT_ENDS)


def test_a_stale_page_opens_nothing_twice(business_clock):
    made = deals.in_survey()
    business_clock.moment = deals.SURVEY_ENDS

    with scopes.system("test"):
        with pytest.raises(StaleEdit):
            actions.open_intent(procurement=made, version=made.version - 1)
        actions.open_intent(procurement=made, version=made.version)
        with pytest.raises((IllegalMove, StaleEdit)):
            actions.open_intent(procurement=made, version=made.version)


def test_a_deadline_moves_later_only_and_each_move_is_kept():
    made, later = deals.in_survey(), deals.SURVEY_ENDS + dt.timedelta(days=3)

    with scopes.system("test"):
        for wrong in (deals.SURVEY_ENDS, deals.SURVEY_ENDS - dt.timedelta(days=1)):
            with pytest.raises(refusals.OnlyLater):
                actions.move_deadline(procurement=made, state=State.SURVEY, to=wrong)
        with pytest.raises(refusals.DeadlinesOutOfOrder):
            actions.move_deadline(procurement=made, state=State.SURVEY, to=deals.INTENT_ENDS)
        moved = actions.move_deadline(procurement=made, state=State.SURVEY, to=later, reason="回答が遅れています。")

    assert deals.fresh(made).closes_at == later
    assert [(move.moved_from, move.moved_to) for move in moved.moves.all()] == [(deals.SURVEY_ENDS, later)]


def test_moving_a_passed_deadline_opens_the_survey_again_with_all_answers(business_clock):
    made = deals.in_survey()
    deals.answer(made, "setagaya", 70)
    business_clock.moment = deals.SURVEY_ENDS + dt.timedelta(days=1)

    with scopes.system("test"):
        actions.move_deadline(procurement=made, state=State.SURVEY, to=START + dt.timedelta(days=9))
    changed = deals.answer(deals.fresh(made), "setagaya", 80, revision=1)

    assert changed.revision == 2


def test_a_finished_step_keeps_its_deadline():
    made = deals.in_intent()

    with scopes.system("test"), pytest.raises(refusals.StepIsOver):
        actions.move_deadline(procurement=made, state=State.SURVEY, to=START + dt.timedelta(days=5))
