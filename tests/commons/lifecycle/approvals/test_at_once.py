"""Two people, or one person twice, at the same moment: settled by lock and version, never by luck."""

import datetime as dt
import re
from collections.abc import Callable

import pytest

from commons.accounts import staff
from commons.accounts.models import Membership, Role
from commons.events import due
from commons.events.models import Announcement, DueMoment
from commons.lifecycle import approvals, routes
from commons.lifecycle.approvals import lapsing
from commons.lifecycle.models import ApprovalRequest, Deputy, TrailEntry
from commons.tenancy import scopes
from commons.values.ref import Ref
from tests import people
from tests.at_once import at_once
from tests.clock import StandingClock
from tests.commons.lifecycle.conftest import House, Ward

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
Ask = Callable[..., ApprovalRequest]


@pytest.fixture
def asked(ward: Ward, ask: Ask) -> ApprovalRequest:
    """Ask for something."""
    with ward.as_clerk():
        return ask()


def trail_of(request: ApprovalRequest) -> list[str]:
    with scopes.system("looking"):
        return list(TrailEntry.objects.filter(request_id=request.pk).order_by("pk").values_list("deed", flat=True))


def test_of_two_approvers_one_grants_and_the_other_is_told(ward: Ward, house: House, asked: ApprovalRequest) -> None:
    other = ward.another_approver()

    def grant(who):
        with ward.as_approver(who):
            approvals.grant(request_id=asked.pk, version=1)

    outcomes = at_once(lambda: grant(ward.approver), lambda: grant(other))

    assert (outcomes, len(house.granted)) == (["IllegalMove", "done"], 1)
    assert trail_of(asked) == ["requested", "granted"]


def test_approved_and_sent_back_at_once_is_one_of_them(ward: Ward, house: House, asked: ApprovalRequest) -> None:
    other = ward.another_approver()

    def grant():
        with ward.as_approver():
            approvals.grant(request_id=asked.pk, version=1)

    def send_back():
        with ward.as_approver(other):
            approvals.send_back(request_id=asked.pk, version=1, reason="x")

    outcomes = at_once(grant, send_back)

    assert outcomes == ["IllegalMove", "done"]
    assert len(trail_of(asked)) == 2
    assert len(house.granted) == trail_of(asked).count("granted")


def test_withdrawn_and_approved_at_once_is_one_of_them(ward: Ward, house: House, asked: ApprovalRequest) -> None:
    def grant():
        with ward.as_approver():
            approvals.grant(request_id=asked.pk, version=1)

    def withdraw():
        with ward.as_clerk():
            approvals.withdraw(request_id=asked.pk, version=1)

    outcomes = at_once(grant, withdraw)

    assert outcomes == ["IllegalMove", "done"]
    assert len(house.granted) == trail_of(asked).count("granted")


def test_a_double_click_grants_once_and_both_clicks_reach_the_receipt(
    ward: Ward, house: House, asked: ApprovalRequest
) -> None:
    url, clients = asked.get_absolute_url(), [people.client_of(ward.approver) for _ in range(4)]
    token = re.search(r'name="form_token" value="([^"]+)"', clients[0].get(url).content.decode())
    assert token is not None
    sent = {"decision": "grant", "version": 1, "form_token": token.group(1), "confirmed": "1"}
    answers = []

    at_once(*(lambda client=client: answers.append(client.post(url, sent)) for client in clients))

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, f"{url}done/")}
    assert (len(answers), len(house.granted)) == (4, 1)


def test_the_deadline_and_the_decision_at_once_are_one_of_them(
    ward: Ward, house: House, ask: Ask, business_clock: StandingClock
) -> None:
    house.deadline = business_clock.moment + dt.timedelta(minutes=1)
    with ward.as_clerk():
        request = ask()
    business_clock.forward(minutes=1)

    def lapse():
        with scopes.system("the deadline"):
            lapsing.lapse(request.ref, business_clock.moment)

    def grant():
        with ward.as_approver():
            approvals.grant(request_id=request.pk, version=1)

    outcomes = at_once(lapse, grant)

    assert outcomes[1] == "done"
    assert outcomes[0] in {"DeadlinePassed", "IllegalMove"}
    assert (trail_of(request), house.granted) == (["requested", "lapsed"], [])


def test_two_ticks_at_once_write_a_moment_once(
    ward: Ward, house: House, ask: Ask, business_clock: StandingClock
) -> None:
    house.deadline = business_clock.moment + dt.timedelta(minutes=1)
    with ward.as_clerk():
        ask()
    business_clock.forward(minutes=1)

    assert at_once(*[due.tick] * 5) == ["done"] * 5

    assert DueMoment.objects.count() == 1
    assert Announcement.objects.filter(event="events.DueReached").count() == 1


def test_of_two_colleagues_who_ask_for_the_same_one_is_told(ward: Ward, house: House, ask: Ask) -> None:
    def request():
        with ward.as_clerk():
            ask()

    assert at_once(request, request, request) == ["AlreadyRequested", "AlreadyRequested", "done"]


def test_numbers_have_no_gap_and_no_double(ward: Ward, house: House, ask: Ask) -> None:
    def request(number):
        with ward.as_clerk():
            ask(thing=Ref("tests.thing", str(number)))

    at_once(*(lambda number=number: request(number) for number in range(8)))

    with ward.as_clerk():
        assert sorted(ApprovalRequest.objects.values_list("serial", flat=True)) == list(range(1, 9))


def test_the_last_two_administrators_cannot_both_leave(ward: Ward) -> None:
    pair = [people.person_acting_for("setagaya", Role.ADMINISTRATOR) for _ in range(2)]

    def end_of(who):
        with people.member_scope("setagaya", Role.ADMINISTRATOR, user=who):
            staff.end(membership_id=who.memberships.get().pk)

    outcomes = at_once(lambda: end_of(pair[0]), lambda: end_of(pair[1]))

    assert outcomes == ["LastAdministrator", "done"]
    held = Membership.objects.filter(organisation__slug="setagaya", role=Role.ADMINISTRATOR)
    assert held.filter(valid_until=None).count() == 1


def test_two_deputies_for_the_same_days_cannot_both_be_named(ward: Ward) -> None:
    deputies, day = [ward.another_approver() for _ in range(2)], dt.date(2026, 6, 15)

    def name(who):
        with ward.as_approver():
            routes.name_deputy(approver_id=ward.approver.pk, deputy_id=who.pk, valid_from=day, valid_until=day)

    outcomes = at_once(lambda: name(deputies[0]), lambda: name(deputies[1]))

    assert outcomes == ["HasDeputy", "done"]
    with ward.as_clerk():
        assert Deputy.objects.count() == 1
