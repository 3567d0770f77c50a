"""The one door through a change of state."""

from collections.abc import Callable

import pytest

from commons.audit.models import Record
from commons.events.models import Announcement
from commons.lifecycle.models import ApprovalRequest
from commons.lifecycle.states import TRANSITIONS, RequestState
from commons.lifecycle.transitions import IllegalMove, Transition, advance, table
from commons.values import clock
from commons.values.refusals import StaleEdit
from tests.commons.lifecycle.conftest import Ward

pytestmark = pytest.mark.django_db
VERBS = sorted({way.verb for way in TRANSITIONS})
WAYS = {(way.source, way.verb): way.target for way in TRANSITIONS}


@pytest.mark.parametrize("state", list(RequestState.values))
@pytest.mark.parametrize("verb", VERBS)
def test_the_table_alone_says_what_goes(ward: Ward, ask: Callable[..., ApprovalRequest], state: str, verb: str) -> None:
    with ward.as_clerk():
        thing = ask()
        ApprovalRequest.objects.filter(pk=thing.pk).update(state=state)

        target = WAYS.get((state, verb))
        if target is None:
            with pytest.raises(IllegalMove):
                advance(thing, verb, at=clock.now())
        else:
            advance(thing, verb, at=clock.now())

        kept = ApprovalRequest.objects.get(pk=thing.pk)
        assert (kept.state, kept.version) == ((target, 2) if target else (state, 1))


def test_a_move_is_recorded_and_announced_with_its_ends(ward: Ward, ask: Callable[..., ApprovalRequest]) -> None:
    with ward.as_clerk():
        thing = ask()

        advance(thing, "withdraw_approval", at=clock.now(), changed=["payload"])

        record = Record.objects.filter(verb="withdraw_approval").get()
    announced = Announcement.objects.get(event="lifecycle.Advanced")
    assert (record.subject, record.changed_fields) == (str(thing.ref), ["payload", "state"])
    assert announced.payload == {"verb": "withdraw_approval", "source": "requested", "target": "withdrawn"}


def test_an_old_version_moves_nothing(ward: Ward, ask: Callable[..., ApprovalRequest]) -> None:
    with ward.as_clerk():
        thing = ask()

        with pytest.raises(StaleEdit):
            advance(thing, "withdraw_approval", at=clock.now(), version=7)


def test_a_table_with_two_ways_out_by_one_verb_is_refused() -> None:
    with pytest.raises(ValueError, match="two ways"):
        table(Transition("a", "go", "b"), Transition("a", "go", "c"))


def test_a_table_lists_what_may_be_done_in_a_state() -> None:
    ways = table(Transition("a", "go", "b"), Transition("b", "stop", "c"), Transition("b", "go", "d"))

    assert ways.verbs_from("b") == ["stop", "go"]
