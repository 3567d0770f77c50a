"""Whoever decides next, and whoever asked, are told; nobody of another body is."""

import datetime as dt
from collections.abc import Callable

import pytest

from commons.accounts.models import Membership, Role
from commons.events import deliver_due, due
from commons.lifecycle import approvals, routes
from commons.lifecycle.models import ApprovalRequest
from commons.notifications.models import Notice
from commons.tenancy import scopes
from tests import people
from tests.clock import StandingClock
from tests.commons.lifecycle.conftest import KIND, House, Ward, ward_of

pytestmark = pytest.mark.django_db(transaction=True)
Ask = Callable[..., ApprovalRequest]


def told() -> list[tuple[int, str]]:
    """Deliver, and return who has been told what, in the order of telling."""
    deliver_due()
    with scopes.system("looking"):
        rows = Notice.objects.order_by("pk").values_list("person_id", "kind")
        return [(person, kind.removeprefix("lifecycle.approval_")) for person, kind in rows]


def test_the_deciders_are_told_and_then_whoever_asked(ward: Ward, house: House, ask: Ask) -> None:
    ward_of("chofu")
    with ward.as_clerk():
        request = ask()
    first = told()
    with ward.as_approver():
        approvals.send_back(request_id=request.pk, version=1, reason="x")
    told()
    with ward.as_clerk():
        approvals.resubmit(request_id=request.pk, version=2, payload={})
    told()
    with ward.as_approver():
        approvals.grant(request_id=request.pk, version=3)

    approver, clerk = ward.approver.pk, ward.clerk.pk
    assert first == [(approver, "waits")]
    assert told() == [(approver, "waits"), (clerk, "returned"), (approver, "waits"), (clerk, "granted")]


def test_each_step_is_told_when_its_turn_comes(ward: Ward, house: House, ask: Ask) -> None:
    head = ward.another_approver()
    with people.member_scope("setagaya", Role.ADMINISTRATOR):
        routes.set_route(kind=KIND, department="", approver_ids=[ward.approver.pk, head.pk])
    with ward.as_clerk():
        request = ask()
    assert told() == [(ward.approver.pk, "waits")]

    with ward.as_approver():
        approvals.grant(request_id=request.pk, version=1)

    assert told() == [(ward.approver.pk, "waits"), (head.pk, "waits")]


def test_both_sides_are_told_that_it_lapsed(ward: Ward, house: House, ask: Ask, business_clock: StandingClock) -> None:
    house.deadline = business_clock.moment + dt.timedelta(hours=1)
    with ward.as_clerk():
        ask()
    business_clock.forward(hours=1)

    due.tick()

    assert set(told()) == {(ward.clerk.pk, "lapsed"), (ward.approver.pk, "lapsed")}


def test_when_whoever_asked_has_left_the_bodys_clerks_are_told(ward: Ward, house: House, ask: Ask) -> None:
    colleague = people.person_acting_for("setagaya")
    with ward.as_clerk():
        request = ask()
    told()
    Membership.objects.filter(user=ward.clerk).update(valid_until="2026-06-09")

    with ward.as_approver():
        approvals.refuse(request_id=request.pk, version=1, reason="x")

    assert told()[1:] == [(colleague.pk, "refused")]


def test_the_line_names_the_thing_and_the_mail_does_not(ward: Ward, house: House, ask: Ask) -> None:
    with ward.as_clerk():
        ask(120)
    told()

    with scopes.system("looking"):
        notice = Notice.objects.get()
    assert "120 chairs" in notice.lines["en"]
    assert notice.url.startswith("/approvals/")
    assert notice.organisation == people.organisation("setagaya")
