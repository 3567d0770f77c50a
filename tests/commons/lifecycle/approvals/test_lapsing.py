"""What still waits at its deadline lapses; a deadline that moved keeps it alive."""

import datetime as dt
from collections.abc import Callable

import pytest

from commons.events import deliver_due, due
from commons.events.models import Announcement
from commons.lifecycle import approvals
from commons.lifecycle.models import ApprovalRequest
from commons.lifecycle.states import RequestState
from commons.tenancy import scopes
from tests.clock import StandingClock
from tests.commons.lifecycle.conftest import THING, House, Ward

pytestmark = pytest.mark.django_db(transaction=True)
Ask = Callable[..., ApprovalRequest]
Moment = Callable[[int, int], dt.datetime]


@pytest.fixture
def waiting(ward: Ward, house: House, ask: Ask, moment: Moment) -> ApprovalRequest:
    """Ask for something that ends on Friday at 17:00."""
    house.deadline = moment(12, 17)
    with ward.as_clerk():
        return ask()


def state_of(request: ApprovalRequest) -> str:
    with scopes.system("looking"):
        return str(ApprovalRequest.objects.get(pk=request.pk).state)


def test_it_waits_until_the_last_moment_before(
    waiting: ApprovalRequest, ward: Ward, business_clock: StandingClock, moment: Moment
) -> None:
    business_clock.moment = moment(12, 17) - dt.timedelta(seconds=1)

    assert due.tick() == 0
    with ward.as_approver():
        assert approvals.waiting_for(scopes.current()) == [waiting]


def test_at_the_deadline_nobody_decides_though_no_worker_ran(
    waiting: ApprovalRequest, ward: Ward, house: House, business_clock: StandingClock, moment: Moment
) -> None:
    business_clock.moment = moment(12, 17)

    with ward.as_approver():
        assert approvals.waiting_for(scopes.current()) == []
        with pytest.raises(approvals.DeadlinePassed):  # the form was open when the deadline passed
            approvals.grant(request_id=waiting.pk, version=1)

    assert house.granted == []


def test_the_tick_lets_it_lapse_once_however_often_it_runs(
    waiting: ApprovalRequest, business_clock: StandingClock, moment: Moment
) -> None:
    business_clock.moment = moment(20, 9)

    written = [due.tick(), due.tick()]
    deliver_due()
    due.tick()
    deliver_due()

    assert (written, state_of(waiting)) == ([1, 0], RequestState.LAPSED)
    assert Announcement.objects.filter(event="lifecycle.ApprovalLapsed").count() == 1


def test_a_deadline_that_moved_later_keeps_it_alive(
    waiting: ApprovalRequest, ward: Ward, house: House, business_clock: StandingClock, moment: Moment
) -> None:
    business_clock.moment = moment(12, 17)
    due.tick()
    house.deadline = moment(19, 17)

    deliver_due()

    assert state_of(waiting) == RequestState.REQUESTED
    with ward.as_approver():
        approvals.grant(request_id=waiting.pk, version=1)
    assert len(house.granted) == 1


def test_a_house_that_moves_a_deadline_has_its_requests_told(
    waiting: ApprovalRequest, ward: Ward, house: House, moment: Moment
) -> None:
    house.deadline = moment(19, 17)

    with scopes.system("a deadline moved"):
        count = approvals.reread_deadlines(THING)

    with ward.as_clerk():
        assert (count, ApprovalRequest.objects.get().deadline_at) == (1, moment(19, 17))


def test_what_was_sent_back_lapses_too(
    waiting: ApprovalRequest, ward: Ward, business_clock: StandingClock, moment: Moment
) -> None:
    with ward.as_approver():
        approvals.send_back(request_id=waiting.pk, version=1, reason="x")
    business_clock.moment = moment(12, 17)

    due.tick()
    deliver_due()

    assert state_of(waiting) == RequestState.LAPSED
    with ward.as_clerk(), pytest.raises(approvals.DeadlinePassed):
        approvals.request(kind=waiting.kind, subject=THING, payload={})
