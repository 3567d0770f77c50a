"""紙の決裁: where nobody can decide here, a decision made on paper is entered, and its trail says so."""

import datetime as dt
from collections.abc import Callable

import pytest

from commons.accounts.models import Membership, Role
from commons.audit.models import Record
from commons.events import deliver_due
from commons.lifecycle import approvals
from commons.lifecycle.approvals.on_paper import DecidedInTheFuture, NoSuchRequest
from commons.lifecycle.models import ApprovalRequest, PaperEntry
from commons.lifecycle.states import RequestState
from commons.tenancy import scopes
from tests import people
from tests.commons.lifecycle.conftest import House, Ward

pytestmark = pytest.mark.django_db
Ask = Callable[..., ApprovalRequest]
DAY = dt.date(2026, 6, 9)


@pytest.fixture
def village(ward: Ward) -> Ward:
    """Return a body without an approver."""
    Membership.objects.filter(user=ward.approver).delete()
    return ward


def test_the_bodys_administrator_enters_it_and_the_trail_says_so(village: Ward, house: House, ask: Ask) -> None:
    with village.as_clerk():
        request = ask()

    with people.member_scope("setagaya", Role.ADMINISTRATOR):
        granted = approvals.enter_paper_decision(request_id=request.pk, decided_on=DAY, decider_title="副村長")

        paper = granted.paper_decision
        assert paper is not None
        assert (granted.state, paper.decided_on, paper.decider_title) == (RequestState.GRANTED, DAY, "副村長")
    assert len(house.granted) == 1


def test_where_somebody_can_decide_paper_is_no_way_around(ward: Ward, house: House, ask: Ask) -> None:
    with ward.as_clerk():
        request = ask()

    with people.member_scope("setagaya", Role.ADMINISTRATOR), pytest.raises(approvals.SomebodyCanDecide):
        approvals.enter_paper_decision(request_id=request.pk, decided_on=DAY, decider_title="副村長")

    assert house.granted == []


def test_the_only_approver_who_asked_has_it_decided_on_paper(ward: Ward, house: House, ask: Ask) -> None:
    with ward.as_approver():
        request = ask()

    with people.member_scope("setagaya", Role.ADMINISTRATOR):
        approvals.enter_paper_decision(request_id=request.pk, decided_on=DAY, decider_title="部長")

    assert len(house.granted) == 1


@pytest.mark.parametrize("role", [Role.CLERK, Role.APPROVER, Role.EDITOR])
def test_nobody_else_in_the_body_enters_it(village: Ward, ask: Ask, role: Role) -> None:
    with village.as_clerk():
        request = ask()

    with people.member_scope("setagaya", role), pytest.raises(approvals.NotYours):
        approvals.enter_paper_decision(request_id=request.pk, decided_on=DAY, decider_title="村長")


def test_a_day_that_has_not_come_is_refused_beside_its_field(village: Ward, ask: Ask) -> None:
    with village.as_clerk():
        request = ask()

    with people.member_scope("setagaya", Role.ADMINISTRATOR), pytest.raises(DecidedInTheFuture) as refused:
        approvals.enter_paper_decision(request_id=request.pk, decided_on=dt.date(2026, 6, 11), decider_title="村長")

    assert refused.value.field == "decided_on"


@pytest.mark.django_db(transaction=True)
def test_a_hub_officer_enters_it_by_the_number_and_sees_nothing_of_the_request(
    village: Ward, house: House, ask: Ask
) -> None:
    with village.as_clerk():
        request = ask()
    body, officer = people.organisation("setagaya"), people.hub_officer()

    with people.member_scope("hub", Role.HUB_OFFICER, user=officer):
        approvals.enter_paper_decision_for(body=body, number=request.number, decided_on=DAY, decider_title="村長")
        assert list(ApprovalRequest.objects.all()) == []
    deliver_due()

    with people.member_scope("hub", Role.HUB_OFFICER, user=officer):
        assert PaperEntry.objects.get().outcome == PaperEntry.Outcome.TAKEN
        assert Record.objects.filter(verb="crossed_owners", actor_id=officer.pk).exists()
    with village.as_clerk():
        paper = ApprovalRequest.objects.get(pk=request.pk).paper_decision
        assert paper is not None
        assert (paper.actor, len(house.granted)) == (officer, 1)


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_comes_too_late_grants_nothing(village: Ward, house: House, ask: Ask) -> None:
    with village.as_clerk():
        request = ask()
    body, officer = people.organisation("setagaya"), people.hub_officer()
    with people.member_scope("hub", Role.HUB_OFFICER, user=officer):
        approvals.enter_paper_decision_for(body=body, number=request.number, decided_on=DAY, decider_title="村長")
    with village.as_clerk():
        approvals.withdraw(request_id=request.pk, version=1)

    deliver_due()

    with people.member_scope("hub", Role.HUB_OFFICER, user=officer):
        assert (PaperEntry.objects.get().outcome, house.granted) == (PaperEntry.Outcome.TOO_LATE, [])


@pytest.mark.parametrize("number", ["A-2026-0009", "A-2026-", "nonsense", "A-２０２６-0001x", ""])
def test_an_unknown_number_is_refused_beside_its_field(village: Ward, ask: Ask, number: str) -> None:
    with village.as_clerk():
        ask()
    body = people.organisation("setagaya")

    with people.member_scope("hub", Role.HUB_OFFICER), pytest.raises(NoSuchRequest) as refused:
        approvals.enter_paper_decision_for(body=body, number=number, decided_on=DAY, decider_title="村長")

    assert refused.value.field == "number"


def test_an_administrator_of_the_hub_enters_nothing_for_a_body(village: Ward, ask: Ask) -> None:
    body = people.organisation("setagaya")

    with people.member_scope("hub", Role.ADMINISTRATOR), pytest.raises(approvals.NotYours):
        approvals.enter_paper_decision_for(body=body, number="A-2026-0001", decided_on=DAY, decider_title="村長")
    assert scopes.current_or_none() is None
