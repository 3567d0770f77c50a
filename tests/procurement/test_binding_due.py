"""The clock alone drops and settles, and people at the same moment bind each body once."""

import datetime as dt
from collections.abc import Iterator

import pytest

from commons.accounts.models import Role
from commons.events import deliver_due, due
from commons.lifecycle import approvals
from procurement import actions
from procurement.actions import Wanted
from procurement.models import AgreementSignature, BoundQuantity, Commitment, LineResult, Participation, Reminder
from procurement.states import Standing, State
from tests import people
from tests.at_once import at_once
from tests.clock import StandingClock, standing
from tests.procurement import steps
from tests.procurement.steps import A, B, C

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def now() -> Iterator[StandingClock]:
    with standing() as shown:
        yield shown


def let_it_happen():
    for _ in range(3):
        due.tick()
        deliver_due()


def standing_of(procurement, slug):
    with steps.system():
        return Participation.objects.get(procurement=procurement, organisation__slug=slug).state


def test_the_clock_drops_who_has_not_signed_and_settles_once(now):
    made = steps.in_agreement(now)
    steps.sign(made, [A, B])
    let_it_happen()
    assert standing_of(made, C) == Standing.TAKING_PART
    now.forward(days=7)
    let_it_happen()
    assert standing_of(made, C) == Standing.UNSIGNED
    with people.member_scope("hub", Role.HUB_OFFICER):
        actions.open_committing(procurement=made, version=made.version)
    steps.commit(made, A, 120)
    steps.commit(made, B, 90)
    now.forward(days=7)

    let_it_happen()

    assert steps.fresh(made).state == State.COMMITTED
    assert LineResult.objects.get(line__procurement=made).unit_price == 10_800
    with steps.system():
        assert BoundQuantity.objects.count() == 2


def test_a_moved_deadline_voids_the_old_moment(now):
    made = steps.in_agreement(now)
    with people.member_scope("hub", Role.HUB_OFFICER):
        actions.move_deadline(
            procurement=made, state=State.COMMITTING, to=now.moment + dt.timedelta(days=28), reason="延長"
        )
        actions.move_deadline(
            procurement=made, state=State.AGREEMENT, to=now.moment + dt.timedelta(days=14), reason="延長"
        )
    now.forward(days=7)
    let_it_happen()
    assert standing_of(made, A) == Standing.TAKING_PART
    now.forward(days=7)

    let_it_happen()

    assert standing_of(made, A) == Standing.UNSIGNED


def test_a_missed_minimum_waits_for_the_hub_and_settles_at_the_later_deadline(now):
    made = steps.in_committing(now, stands_from=100)
    steps.commit(made, A, 60)
    now.forward(days=14)
    let_it_happen()
    assert steps.fresh(made).state == State.COMMITTING
    assert standing_of(made, B) == Standing.TAKING_PART
    with people.member_scope("hub", Role.HUB_OFFICER):
        actions.move_deadline(procurement=made, state=State.COMMITTING, to=now.moment + dt.timedelta(days=7))
    steps.commit(made, B, 60)
    now.forward(days=7)

    let_it_happen()

    assert steps.fresh(made).state == State.COMMITTED
    assert standing_of(made, C) == Standing.UNCOMMITTED


def reminded(procurement):
    with steps.system():
        rows = Reminder.objects.filter(procurement=procurement, state=steps.fresh(procurement).state)
        return sorted(rows.values_list("body__slug", flat=True))


def test_the_clock_reminds_of_signatures_and_quantities_only_who_owes_them(now):
    made = steps.in_agreement(now)
    steps.sign(made, [A])
    now.forward(days=4, minutes=1)
    let_it_happen()
    assert reminded(made) == sorted([B, C])
    steps.sign(made, [B, C])
    with people.member_scope("hub", Role.HUB_OFFICER):
        actions.open_committing(procurement=made, version=made.version)
    steps.commit(made, B, 5)
    now.forward(days=9)

    let_it_happen()

    assert reminded(made) == sorted([A, C])


def test_two_approvers_at_once_sign_once(now):
    made = steps.in_agreement(now)
    chiefs = [people.person_acting_for(A, Role.APPROVER) for _ in range(2)]
    with people.member_scope(A):
        asked = actions.request_signature(procurement=made)

    def grant(chief):
        with people.member_scope(A, Role.APPROVER, user=chief):
            approvals.grant(request_id=asked.pk, version=asked.version)

    outcomes = at_once(lambda: grant(chiefs[0]), lambda: grant(chiefs[1]))

    assert outcomes.count("done") == 1
    with people.member_scope(A):
        assert AgreementSignature.objects.count() == 1


def test_two_approvers_at_once_commit_once(now):
    made = steps.in_committing(now)
    chiefs = [people.person_acting_for(A, Role.APPROVER) for _ in range(2)]
    with people.member_scope(A):
        asked = actions.request_commitment(
            procurement=made, expected_revision=0, wanted={steps.line_of(made).pk: Wanted(quantity=5)}
        )

    def grant(chief):
        with people.member_scope(A, Role.APPROVER, user=chief):
            approvals.grant(request_id=asked.pk, version=asked.version)

    outcomes = at_once(lambda: grant(chiefs[0]), lambda: grant(chiefs[1]))

    assert outcomes.count("done") == 1
    with people.member_scope(A):
        assert Commitment.objects.count() == 1


def test_settling_and_withdrawing_at_once_leave_one_truth(now):
    made = steps.in_committing(now)
    steps.commit(made, A, 10)
    steps.commit(made, B, 10)
    steps.commit(made, C, 10)
    now.forward(days=14)
    clerk = people.person_acting_for(A)
    with people.member_scope(A):
        version = Participation.objects.get(procurement=made, organisation__slug=A).version

    def withdraw():
        with people.member_scope(A, user=clerk):
            actions.withdraw_participation(procurement=made, version=version, reason="遅い")

    outcomes = at_once(lambda: steps.settle(made), withdraw)

    assert "done" in outcomes
    assert standing_of(made, A) == Standing.TAKING_PART
    with steps.system():
        assert BoundQuantity.objects.count() == 3
