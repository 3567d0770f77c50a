"""Approvals: asked, sent back, asked again, granted; by whom, and by whom never."""

from collections.abc import Callable

import pytest

from commons.accounts.models import Membership, Role
from commons.audit.models import Record
from commons.events.models import Announcement
from commons.lifecycle import approvals
from commons.lifecycle.approvals.refusals import OwnRequest
from commons.lifecycle.models import ApprovalRequest
from commons.lifecycle.states import RequestState
from commons.lifecycle.transitions import IllegalMove
from commons.tenancy import scopes
from commons.values.ref import Ref
from commons.values.refusals import Refusal, StaleEdit
from tests import people
from tests.commons.lifecycle.conftest import House, Ward, ward_of

pytestmark = pytest.mark.django_db
Ask = Callable[..., ApprovalRequest]


def test_what_is_asked_is_granted_once_by_an_approver(ward: Ward, house: House, ask: Ask) -> None:
    with ward.as_clerk():
        request = ask(120)

    with ward.as_approver():
        granted = approvals.grant(request_id=request.pk, version=request.version)

    assert (granted.state, house.granted) == (RequestState.GRANTED, [{"quantity": 120, "price": 25_400}])


def test_a_second_grant_names_the_state_and_the_verb(ward: Ward, house: House, ask: Ask) -> None:
    with ward.as_clerk():
        request = ask()
    with ward.as_approver():
        approvals.grant(request_id=request.pk, version=1)

        with pytest.raises(IllegalMove) as refused:
            approvals.grant(request_id=request.pk, version=1)

    assert (refused.value.state, refused.value.verb) == ("granted", "grant_approval")
    assert len(house.granted) == 1


def test_a_stale_form_decides_nothing(ward: Ward, house: House, ask: Ask) -> None:
    with ward.as_clerk():
        request = ask(110)
    with ward.as_approver():
        approvals.send_back(request_id=request.pk, version=1, reason="科目を直してください")
    with ward.as_clerk():
        approvals.resubmit(request_id=request.pk, version=2, payload={"quantity": 120})

    with ward.as_approver(), pytest.raises(StaleEdit) as refused:
        approvals.grant(request_id=request.pk, version=1)

    assert (refused.value.current.version, house.granted) == (3, [])


def test_sent_back_keeps_everything_and_a_colleague_goes_on(ward: Ward, house: House, ask: Ask) -> None:
    with ward.as_clerk():
        request = ask(110)
    with ward.as_approver():
        returned = approvals.send_back(request_id=request.pk, version=1, reason="科目を直してください")
        assert returned.payload == {"quantity": 110, "price": 25_400}
    colleague = people.person_acting_for("setagaya")

    with people.member_scope("setagaya", user=colleague):
        again = approvals.resubmit(request_id=request.pk, version=2, payload={"quantity": 120, "price": 25_400})

    assert (again.state, again.round, again.requested_by) == (RequestState.REQUESTED, 2, colleague)
    with ward.as_clerk():
        assert [entry.deed for entry in again.trail.all()] == ["resubmitted", "sent_back", "requested"]


@pytest.mark.parametrize("deed", [approvals.send_back, approvals.refuse])
def test_no_reason_no_way_back(ward: Ward, ask: Ask, deed: Callable[..., ApprovalRequest]) -> None:
    with ward.as_clerk():
        request = ask()

    with ward.as_approver(), pytest.raises(approvals.ReasonMissing) as refused:
        deed(request_id=request.pk, version=1, reason=" \n")

    assert refused.value.field == "reason"


def test_nobody_approves_what_they_asked_for(ward: Ward, house: House, ask: Ask) -> None:
    with ward.as_approver():
        request = ask()

        assert approvals.waiting_for(scopes.current()) == []
        with pytest.raises(OwnRequest):
            approvals.grant(request_id=request.pk, version=1)

    assert house.granted == []


def test_whoever_asked_in_an_earlier_round_approves_nothing_either(ward: Ward, house: House, ask: Ask) -> None:
    other = ward.another_approver()
    with ward.as_approver():
        request = ask()
    with ward.as_approver(other):
        approvals.send_back(request_id=request.pk, version=1, reason="x")
    with ward.as_clerk():
        approvals.resubmit(request_id=request.pk, version=2, payload={})

    with ward.as_approver(), pytest.raises(OwnRequest):
        approvals.grant(request_id=request.pk, version=3)


@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR, Role.ADMINISTRATOR])
def test_no_other_role_approves(ward: Ward, ask: Ask, role: Role) -> None:
    with ward.as_clerk():
        request = ask()

    with people.member_scope("setagaya", role):
        assert approvals.waiting_for(scopes.current()) == []
        with pytest.raises(approvals.NotYours):
            approvals.grant(request_id=request.pk, version=1)


def test_an_approver_whose_role_has_ended_approves_nothing(ward: Ward, ask: Ask) -> None:
    with ward.as_clerk():
        request = ask()
    Membership.objects.filter(user=ward.approver).update(valid_until="2026-06-09")

    with ward.as_approver(), pytest.raises(approvals.NotYours):  # the scope was opened before the role ended
        approvals.grant(request_id=request.pk, version=1)


def test_another_body_and_the_hub_meet_nothing(ward: Ward, ask: Ask) -> None:
    with ward.as_clerk():
        request = ask()
    stranger = ward_of("chofu")

    for scope in (stranger.as_approver(), people.member_scope("hub", Role.HUB_OFFICER)):
        with scope:
            assert approvals.waiting_for(scopes.current()) == []
            assert list(ApprovalRequest.objects.all()) == []
            with pytest.raises(ApprovalRequest.DoesNotExist):
                approvals.grant(request_id=request.pk, version=1)


def test_a_body_asks_once_about_one_thing(ward: Ward, ask: Ask) -> None:
    with ward.as_clerk():
        request = ask()

        with pytest.raises(approvals.AlreadyRequested):
            ask()
        approvals.withdraw(request_id=request.pk, version=1)

        assert ask().number == "A-2026-0002"


def test_numbers_count_for_each_body_alone(ward: Ward, ask: Ask) -> None:
    with ward.as_clerk():
        ask()
        assert ask(thing=Ref("tests.thing", "desks")).number == "A-2026-0002"

    with ward_of("chofu").as_clerk():
        assert ask().number == "A-2026-0001"


def test_a_refusal_of_the_house_undoes_the_decision(ward: Ward, house: House, ask: Ask) -> None:
    with ward.as_clerk():
        request = ask()
    house.refuses = Refusal("the lowest tier costs more")

    with ward.as_approver(), pytest.raises(Refusal):
        approvals.grant(request_id=request.pk, version=1)

    with ward.as_clerk():
        assert ApprovalRequest.objects.get(pk=request.pk).state == RequestState.REQUESTED
        assert Record.objects.filter(verb="grant_approval").count() == 0


def test_each_deed_is_recorded_and_announced(ward: Ward, ask: Ask) -> None:
    with ward.as_clerk():
        request = ask()
    with ward.as_approver():
        approvals.grant(request_id=request.pk, version=1)

    with scopes.system("reading the log"):
        verbs = list(Record.objects.filter(subject=str(request.ref)).order_by("pk").values_list("verb", flat=True))
    names = list(Announcement.objects.filter(subject=str(request.ref)).order_by("pk").values_list("event", flat=True))
    assert verbs == ["request_approval", "grant_approval"]
    assert names == ["lifecycle.ApprovalRequested", "lifecycle.Advanced", "lifecycle.ApprovalGranted"]
