"""数量確定: quantities bind under a maximum price, and the lowest feasible price follows from all of them."""

import datetime as dt
from collections.abc import Iterator

import pytest

from commons.lifecycle import approvals
from commons.values.refusals import StaleEdit
from procurement import actions, receivers
from procurement.actions import Wanted
from procurement.actions.refusals import (
    EntriesClosed,
    MaximumBelowLowestTier,
    QuantityMissing,
    TakesNoPart,
)
from procurement.approvals import commitment_checks, commitment_rows
from procurement.models import (
    BoundQuantity,
    Commitment,
    CommitmentLimit,
    LineResult,
    Participation,
    ParticipationFigure,
)
from procurement.rules import NotAllowed
from procurement.states import Standing, State
from tests import people
from tests.clock import StandingClock, standing
from tests.procurement import steps
from tests.procurement.steps import A, B, C, D

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> Iterator[StandingClock]:
    with standing() as shown:
        yield shown


def bound(procurement):
    with steps.system():
        rows = BoundQuantity.objects.filter(result__line__procurement=procurement).select_related("organisation")
        return {row.organisation.slug: row.quantity for row in rows}


def withdraw(procurement, slug):
    with people.member_scope(slug):
        body = people.organisation(slug)
        version = Participation.objects.get(procurement=procurement, organisation=body).version
        actions.withdraw_participation(procurement=procurement, version=version, reason="予算の見直し")


def test_the_worked_example_binds_310_at_9600(now):
    made = steps.in_committing(now)
    steps.commit(made, A, 120)
    steps.commit(made, B, 90)
    steps.commit(made, C, 100, 9_600)
    now.forward(days=14)

    settled = steps.settle(made)

    result = LineResult.objects.get(line__procurement=made)
    assert settled.state == State.COMMITTED
    assert (result.unit_price, result.from_quantity) == (9_600, 300)
    assert bound(made) == {A: 120, B: 90, C: 100}


def test_a_withdrawal_resolves_all_conditions_anew(now):
    made = steps.in_committing(now)
    steps.commit(made, A, 120)
    steps.commit(made, B, 90)
    steps.commit(made, C, 100, 9_600)
    withdraw(made, A)
    now.forward(days=14)

    steps.settle(made)

    result = LineResult.objects.get(line__procurement=made)
    assert (result.unit_price, bound(made)) == (12_000, {B: 90, C: 0})


def test_a_withdrawal_may_leave_nobody_bound(now):
    made = steps.in_committing(now)
    steps.commit(made, A, 200, 9_600)
    steps.commit(made, B, 100, 9_600)
    withdraw(made, B)
    now.forward(days=14)

    settled = steps.settle(made)

    assert settled.state == State.COMMITTING
    assert bound(made) == {}


def test_a_missed_minimum_keeps_all_entries_and_a_later_deadline_opens_the_step_again(now):
    made = steps.in_committing(now, stands_from=100)
    steps.commit(made, A, 60)
    steps.commit(made, B, 20)
    now.forward(days=14)
    assert steps.settle(made).state == State.COMMITTING
    with pytest.raises(EntriesClosed):
        steps.commit(made, C, 30)

    with people.member_scope("hub", "hub_officer"):
        actions.move_deadline(procurement=made, state=State.COMMITTING, to=now.moment + dt.timedelta(days=7))
    steps.commit(made, C, 30)
    now.forward(days=7)
    settled = steps.settle(made)

    assert settled.state == State.COMMITTED
    assert bound(made) == {A: 60, B: 20, C: 30}
    assert LineResult.objects.get(line__procurement=made).unit_price == 10_800


def test_a_signed_body_that_commits_nothing_drops_out(now):
    made = steps.in_committing(now)
    steps.commit(made, A, 60)
    steps.commit(made, B, 60)
    now.forward(days=14)

    steps.settle(made)

    with steps.system():
        dropped = Participation.objects.get(procurement=made, organisation__slug=C)
    assert dropped.state == Standing.UNCOMMITTED
    assert bound(made) == {A: 60, B: 60}


def test_the_last_revision_counts_and_the_first_stays_on_the_record(now):
    made = steps.in_committing(now)
    steps.commit(made, A, 60, 10_800)
    steps.commit(made, A, 110)
    steps.commit(made, B, 10)
    now.forward(days=14)

    steps.settle(made)

    with people.member_scope(A):
        rows = Commitment.objects.filter(procurement=made)
        assert [(row.revision, row.quantity) for row in rows] == [(1, 60), (2, 110)]
        figures = ParticipationFigure.objects.filter(procurement=made).values_list("quantity", flat=True)
        assert list(figures) == [10, 60, 110]
    assert bound(made) == {A: 110, B: 10}


def test_nothing_settles_before_the_deadline_and_only_once(now):
    made = steps.in_committing(now)
    steps.commit(made, A, 60)
    assert steps.settle(made).state == State.COMMITTING
    with steps.system():
        assert list(receivers.find_closed(State.COMMITTING)(now.moment)) == []
    now.forward(days=14)

    with steps.system():
        (due,) = receivers.find_closed(State.COMMITTING)(now.moment)
        receivers.settle(due.subject, due.at)
        receivers.settle(due.subject, due.at)
        assert list(receivers.find_closed(State.COMMITTING)(now.moment)) == []

    assert steps.fresh(made).state == State.COMMITTED
    assert bound(made) == {A: 60}


def test_what_is_committed_is_not_withdrawn_after_the_close(now):
    made = steps.in_committing(now)
    steps.commit(made, A, 60)
    now.forward(days=14)

    with pytest.raises(EntriesClosed):
        withdraw(made, A)


def test_a_commitment_comes_into_being_when_its_approver_grants_it(now):
    made = steps.in_committing(now)
    line = steps.line_of(made)
    with people.member_scope(A):
        asked = actions.request_commitment(
            procurement=made, expected_revision=0, wanted={line.pk: Wanted(quantity=120, maximum=10_800)}
        )
        assert not Commitment.objects.exists()
    with people.member_scope(A, "approver"):
        assert [(row.value, row.private) for row in commitment_rows(asked.payload)] == [
            ("120台", False),
            ("10,800円", True),
            ("1,425,600円", True),
        ]
        approvals.grant(request_id=asked.pk, version=asked.version)

    with people.member_scope(A):
        assert Commitment.objects.get().receipt_number == f"{made.number}-{people.organisation(A).code}-Q1"
        assert CommitmentLimit.objects.get().maximum_unit_price == 10_800


def test_the_approver_reads_advice_with_its_article(now):
    made = steps.in_committing(now)
    line = steps.line_of(made)
    with people.member_scope(A):
        asked = actions.request_commitment(
            procurement=made, expected_revision=0, wanted={line.pk: Wanted(quantity=2_000)}
        )
        checks = commitment_checks(asked)

    assert [check.ok for check in checks] == [False, False]
    assert "別表第四" in str(checks[0].why)
    assert "第167条の2第1項第1号" in str(checks[1].why)


def test_bad_quantities_are_refused_beside_their_field(now):
    made = steps.in_committing(now)
    line = steps.line_of(made)

    with people.member_scope(A):
        with pytest.raises(QuantityMissing):
            actions.request_commitment(procurement=made, expected_revision=0, wanted={line.pk: Wanted(quantity=0)})
        with pytest.raises(MaximumBelowLowestTier) as refused:
            actions.request_commitment(
                procurement=made, expected_revision=0, wanted={line.pk: Wanted(quantity=1, maximum=9_599)}
            )
        with pytest.raises(StaleEdit):
            actions.request_commitment(procurement=made, expected_revision=1, wanted={line.pk: Wanted(quantity=1)})

    assert refused.value.field == f"maximum_{line.pk}"


def test_nobody_else_binds_a_body(now):
    made = steps.in_committing(now)
    wanted = {steps.line_of(made).pk: Wanted(quantity=1)}

    with people.member_scope(D), pytest.raises(TakesNoPart):
        actions.request_commitment(procurement=made, expected_revision=0, wanted=wanted)
    for slug, role in ((A, "approver"), ("hub", "hub_officer"), ("hub", "clerk")):
        with people.member_scope(slug, role), pytest.raises(NotAllowed):
            actions.request_commitment(procurement=made, expected_revision=0, wanted=wanted)
    with people.member_scope(A), pytest.raises(NotAllowed):
        actions.settle_quantities(procurement=made)


def test_every_line_that_somebody_wants_must_come_about(now):
    made = steps.in_committing(now, stands_from=50, lines=2)
    first, second = made.lines.all()
    with steps.system():
        for slug, wanted in ((A, {first: 40, second: 10}), (B, {first: 20})):
            rows = [{"line": line.pk, "quantity": quantity, "maximum": None} for line, quantity in wanted.items()]
            actions.commit_quantities(
                procurement=made, organisation_id=people.organisation(slug).pk, payload={"lines": rows}
            )
    now.forward(days=14)

    assert steps.settle(made).state == State.COMMITTING
