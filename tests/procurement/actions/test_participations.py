"""A body takes part when its approver grants it, and may withdraw."""

import datetime as dt

import pytest

from commons.lifecycle import approvals
from commons.tenancy import scopes
from commons.values.refusals import StaleEdit
from procurement import actions, queries
from procurement.actions import refusals
from procurement.models import Participation, ParticipationFigure
from procurement.rules import NotAllowed
from procurement.states import State
from tests.people import member_scope, person_acting_for
from tests.procurement import deals

pytestmark = pytest.mark.django_db


def test_nothing_exists_until_it_is_granted_and_then_exactly_one_row():
    made = deals.in_intent()

    asked = deals.ask(made, "setagaya", 120)
    with scopes.system("test"):
        assert not Participation.objects.exists()
    deals.grant(asked, "setagaya")

    with member_scope("setagaya"):
        assert [row.receipt_number for row in Participation.objects.all()] == [f"{made.number}-131121-P1"]
        assert [row.quantity for row in ParticipationFigure.objects.all()] == [120]


def test_a_request_that_was_sent_back_is_mended_and_granted():
    made = deals.in_intent()
    asked = deals.ask(made, "setagaya", 120)
    approver = person_acting_for("setagaya", "approver")
    with member_scope("setagaya", "approver", user=approver):
        back = approvals.send_back(request_id=asked.pk, version=asked.version, reason="数量を見直してください。")

    again = deals.ask(made, "setagaya", 90, returned=back, version=back.version)
    deals.grant(again, "setagaya")

    with member_scope("setagaya"):
        assert [row.quantity for row in ParticipationFigure.objects.all()] == [90]


def test_a_body_asks_once():
    made = deals.in_intent()
    deals.ask(made, "setagaya")

    with pytest.raises(approvals.AlreadyRequested):
        deals.ask(made, "setagaya")


def test_whoever_takes_part_asks_no_more():
    made = deals.in_intent()
    deals.join(made, "setagaya")

    with pytest.raises(refusals.TakesPartAlready):
        deals.ask(made, "setagaya")


def test_nothing_is_asked_before_intent_opens_or_after_its_deadline(business_clock):
    early, made = deals.in_survey(), deals.in_intent()

    with pytest.raises(refusals.NotInThisStep):
        deals.ask(early, "setagaya")
    business_clock.moment = deals.INTENT_ENDS
    with pytest.raises(refusals.EntriesClosed):
        deals.ask(made, "setagaya")


def test_what_waits_at_the_deadline_is_granted_no_more(business_clock):
    made = deals.in_intent()
    asked = deals.ask(made, "setagaya")
    business_clock.moment = deals.INTENT_ENDS

    with pytest.raises(approvals.DeadlinePassed):
        deals.grant(asked, "setagaya")

    with scopes.system("test"):
        assert not Participation.objects.exists()


def test_a_moved_deadline_gives_the_waiting_request_as_long(business_clock):
    made = deals.in_intent()
    asked = deals.ask(made, "setagaya")
    with scopes.system("test"):
        actions.move_deadline(procurement=made, state=State.INTENT, to=deals.INTENT_ENDS + dt.timedelta(days=2))
    business_clock.moment = deals.INTENT_ENDS + dt.timedelta(days=1)

    deals.grant(asked, "setagaya")

    with member_scope("setagaya"):
        assert Participation.objects.count() == 1


def test_a_withdrawn_body_counts_no_more_and_may_return_until_the_deadline():
    made = deals.in_intent()
    deals.join(made, "setagaya", 120)

    deals.withdraw(made, "setagaya")
    with scopes.system("test"):
        assert [row.quantity for row in ParticipationFigure.objects.all()] == [120, 0]
        assert not Participation.objects.standing().exists()
    back = deals.join(made, "setagaya", 80)

    assert back.receipt_number == f"{made.number}-131121-P2"


def test_a_second_withdrawal_and_a_stale_one_are_refused():
    made = deals.in_intent()
    joined = deals.join(made, "setagaya")

    with deals.clerk_of("setagaya"):
        with pytest.raises(StaleEdit):
            actions.withdraw_participation(procurement=made, version=joined.version + 1, reason="理由")
        actions.withdraw_participation(procurement=made, version=joined.version, reason="理由")
        with pytest.raises(refusals.TakesNoPart):
            actions.withdraw_participation(procurement=made, version=joined.version, reason="理由")


def test_a_foreign_body_withdraws_nothing_of_anothers():
    made = deals.in_intent()
    joined = deals.join(made, "setagaya")

    with deals.clerk_of("chofu"), pytest.raises(refusals.TakesNoPart):
        actions.withdraw_participation(procurement=made, version=joined.version, reason="理由")
    with member_scope("hub", "hub_officer"), pytest.raises(NotAllowed):
        actions.withdraw_participation(procurement=made, version=joined.version, reason="理由")

    with deals.clerk_of("setagaya"):
        assert queries.own_participation(made, standing=True) is not None
