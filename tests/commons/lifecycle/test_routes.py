"""Routes of one to three ordered steps, and deputies for some days."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commons.accounts.models import Membership, Role
from commons.lifecycle import approvals, routes
from commons.lifecycle.models import ApprovalRequest, Deputy, Route
from commons.lifecycle.states import RequestState
from commons.tenancy import scopes
from commons.values.ref import Ref
from commons.values.refusals import StaleEdit
from tests import people
from tests.clock import StandingClock
from tests.commons.lifecycle.conftest import KIND, House, Ward

pytestmark = pytest.mark.django_db
Ask = Callable[..., ApprovalRequest]


def as_administrator():
    return people.member_scope("setagaya", Role.ADMINISTRATOR)


def test_the_most_fitting_route_is_taken(ward: Ward) -> None:
    second, third = ward.another_approver(), ward.another_approver()
    with as_administrator():
        routes.set_route(kind="", department="", approver_ids=[None, third.pk])
        routes.set_route(kind=KIND, department="", approver_ids=[second.pk])
        routes.set_route(kind=KIND, department="財務課", approver_ids=[ward.approver.pk, second.pk, third.pk])

        assert routes.approvers_for(KIND, "財務課") == [ward.approver.pk, second.pk, third.pk]
        assert routes.approvers_for(KIND, "総務課") == [second.pk]
        assert routes.approvers_for("another", "総務課") == [None, third.pk]


def test_steps_are_decided_in_their_order(ward: Ward, house: House, ask: Ask) -> None:
    head = ward.another_approver()
    with as_administrator():
        routes.set_route(kind=KIND, department="", approver_ids=[ward.approver.pk, head.pk])
    with ward.as_clerk():
        request = ask()

    with ward.as_approver(head):
        assert approvals.waiting_for(scopes.current()) == []
        with pytest.raises(approvals.NotYours):
            approvals.grant(request_id=request.pk, version=1)
    with ward.as_approver():
        first = approvals.grant(request_id=request.pk, version=1)
        assert (first.state, first.position, house.granted) == (RequestState.REQUESTED, 2, [])
        assert approvals.waiting_for(scopes.current()) == []
    with ward.as_approver(head):
        last = approvals.grant(request_id=request.pk, version=first.version)

    assert (last.state, len(house.granted)) == (RequestState.GRANTED, 1)


def test_sent_back_from_the_second_step_it_starts_again_at_the_first(ward: Ward, ask: Ask) -> None:
    head = ward.another_approver()
    with as_administrator():
        routes.set_route(kind=KIND, department="", approver_ids=[ward.approver.pk, head.pk])
    with ward.as_clerk():
        request = ask()
    with ward.as_approver():
        approvals.grant(request_id=request.pk, version=1)
    with ward.as_approver(head):
        approvals.send_back(request_id=request.pk, version=2, reason="x")

    with ward.as_clerk():
        again = approvals.resubmit(request_id=request.pk, version=3, payload={})

    assert again.position == 1
    with ward.as_approver():
        assert approvals.waiting_for(scopes.current()) == [again]


def test_a_step_whose_approver_has_left_falls_to_the_others(ward: Ward, ask: Ask) -> None:
    gone, stays = ward.another_approver(), ward.another_approver()
    with as_administrator():
        routes.set_route(kind=KIND, department="", approver_ids=[gone.pk])
    with ward.as_clerk():
        request = ask()
    Membership.objects.filter(user=gone).update(valid_until="2026-06-09")

    with ward.as_approver(stays):
        assert approvals.waiting_for(scopes.current()) == [request]


def test_a_deputy_decides_in_the_named_days_and_the_trail_says_for_whom(
    ward: Ward, house: House, ask: Ask, business_clock: StandingClock
) -> None:
    deputy = ward.another_approver()
    with as_administrator():
        routes.set_route(kind=KIND, department="", approver_ids=[ward.approver.pk])
    with ward.as_approver():
        routes.name_deputy(
            approver_id=ward.approver.pk,
            deputy_id=deputy.pk,
            valid_from=dt.date(2026, 6, 15),
            valid_until=dt.date(2026, 6, 19),
        )
    with ward.as_clerk():
        request = ask()

    may = {}
    for day in (14, 15, 19, 20):
        business_clock.moment = business_clock.moment.replace(day=day)
        with ward.as_approver(deputy):
            may[day] = approvals.waiting_for(scopes.current()) == [request]
    business_clock.moment = business_clock.moment.replace(day=17)
    with ward.as_approver(deputy):
        approvals.grant(request_id=request.pk, version=1)

    assert may == {14: False, 15: True, 19: True, 20: False}
    with ward.as_clerk():
        entry = request.trail.get(deed="granted")
        assert (entry.actor, entry.in_place_of) == (deputy, ward.approver)


def test_only_an_approver_of_the_same_body_stands_in(ward: Ward) -> None:
    stranger = people.person_acting_for("chofu", Role.APPROVER)
    day = dt.date(2026, 6, 15)

    with ward.as_approver():
        for nobody in (ward.clerk, stranger, ward.approver):
            with pytest.raises(routes.NoApprover):
                routes.name_deputy(approver_id=ward.approver.pk, deputy_id=nobody.pk, valid_from=day, valid_until=day)


@pytest.mark.parametrize(("first", "last"), [(15, 14), (1, 9)])
def test_days_in_the_wrong_order_or_over_are_refused(ward: Ward, first: int, last: int) -> None:
    deputy = ward.another_approver()

    with ward.as_approver(), pytest.raises(routes.FaultyPeriod):
        routes.name_deputy(
            approver_id=ward.approver.pk,
            deputy_id=deputy.pk,
            valid_from=dt.date(2026, 6, first),
            valid_until=dt.date(2026, 6, last),
        )


def test_an_approver_has_one_deputy_at_a_time(ward: Ward) -> None:
    deputy, day = ward.another_approver(), dt.date(2026, 6, 15)
    with ward.as_approver():
        routes.name_deputy(approver_id=ward.approver.pk, deputy_id=deputy.pk, valid_from=day, valid_until=day)

        with pytest.raises(routes.HasDeputy):
            routes.name_deputy(approver_id=ward.approver.pk, deputy_id=deputy.pk, valid_from=day, valid_until=day)


def test_nobody_names_a_deputy_for_a_colleague_but_an_administrator(ward: Ward) -> None:
    deputy, day = ward.another_approver(), dt.date(2026, 6, 15)
    named: dict[str, Any] = {
        "approver_id": ward.approver.pk,
        "deputy_id": deputy.pk,
        "valid_from": day,
        "valid_until": day,
    }

    with ward.as_approver(deputy), pytest.raises(routes.MayNotSet):
        routes.name_deputy(**named)
    with ward.as_clerk(), pytest.raises(routes.MayNotSet):
        routes.name_deputy(**named)
    with as_administrator():
        assert routes.name_deputy(**named).deputy == deputy


def test_ending_a_deputy_takes_effect_at_once(ward: Ward, ask: Ask, business_clock: StandingClock) -> None:
    deputy = ward.another_approver()
    with ward.as_approver():
        row = routes.name_deputy(
            approver_id=ward.approver.pk,
            deputy_id=deputy.pk,
            valid_from=dt.date(2026, 6, 10),
            valid_until=dt.date(2026, 6, 19),
        )
        business_clock.forward(days=2)

        routes.end_deputy(deputy_id=row.pk)

        assert list(Deputy.objects.on(dt.date(2026, 6, 12))) == []


def test_a_route_needs_one_to_three_different_approvers(ward: Ward) -> None:
    two, three, four = (ward.another_approver().pk for _ in range(3))
    stranger = people.person_acting_for("chofu", Role.APPROVER).pk

    with as_administrator():
        for steps in ([], [two, two], [ward.clerk.pk], [stranger], [ward.approver.pk, two, three, four]):
            with pytest.raises(routes.FaultyRoute):
                routes.set_route(kind="", department="", approver_ids=steps)


def test_a_second_route_for_the_same_and_a_stale_one_are_refused(ward: Ward) -> None:
    with as_administrator():
        route = routes.set_route(kind="", department="", approver_ids=[None])

        with pytest.raises(routes.RouteExists):
            routes.set_route(kind="", department="", approver_ids=[None, None])
        routes.set_route(kind="", department="", approver_ids=[None, None], route_id=route.pk, version=1)
        with pytest.raises(StaleEdit):
            routes.set_route(kind="", department="", approver_ids=[None], route_id=route.pk, version=1)


def test_another_bodys_route_and_deputy_do_not_exist(ward: Ward) -> None:
    with as_administrator():
        route = routes.set_route(kind="", department="", approver_ids=[None])

    with people.member_scope("chofu", Role.ADMINISTRATOR):
        with pytest.raises(Route.DoesNotExist):
            routes.remove_route(route_id=route.pk)
        with pytest.raises(Route.DoesNotExist):
            routes.set_route(kind="", department="", approver_ids=[None], route_id=route.pk, version=1)


def test_one_and_thirty_requests_cost_the_same_queries(ward: Ward, ask: Ask) -> None:
    def queries() -> int:
        with (
            ward.as_approver(),
            CaptureQueriesContext(
                connection,
            ) as captured,
        ):
            approvals.waiting_for(scopes.current())
        return len(captured)

    with ward.as_clerk():
        ask()
    one = queries()
    with ward.as_clerk():
        for number in range(29):
            ask(thing=Ref("tests.thing", str(number)))

    assert (queries(), one) == (5, 5)
