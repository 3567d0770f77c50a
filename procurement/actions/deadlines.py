"""Put a deadline off. It moves later only, every move is kept, and everybody is told."""

import datetime as dt

from django.db import transaction

from commons.audit import log
from commons.events import announce
from commons.lifecycle.transitions import lock
from commons.tenancy import scopes
from commons.values import clock
from procurement.events import DeadlineMoved
from procurement.models import Deadline, DeadlineMove, JointProcurement
from procurement.rules import NotAllowed, may_run
from procurement.states import State, steps_of

from .refusals import DeadlineBehind, DeadlineMissing, OnlyLater, StepIsOver
from .running import check_order


def move_deadline(*, procurement: JointProcurement, state: str, to: dt.datetime, reason: str = "") -> Deadline:
    """Move the deadline of ``state`` to a later moment. One that has passed opens its step again, with all entries."""
    if not may_run(scopes.current()):
        raise NotAllowed
    now = clock.now()
    with transaction.atomic():
        locked = lock(procurement)
        deadline = locked.deadlines.filter(state=state).first()
        if deadline is None:
            raise DeadlineMissing
        if _is_over(locked, state):
            raise StepIsOver
        if to <= deadline.due_at:
            raise OnlyLater
        if to <= now:
            raise DeadlineBehind(field="due_on")
        check_order(locked.method, {each.state: each.due_at for each in locked.deadlines.all()} | {state: to})
        before, deadline.due_at = deadline.due_at, to
        deadline.save(update_fields=["due_at"])
        DeadlineMove.objects.create(
            deadline=deadline,
            moved_from=before,
            moved_to=to,
            moved_at=now,
            moved_by_id=scopes.current().user_id,
            reason=reason,
        )
        if locked.state == state:
            locked.closes_at = to
            locked.save(update_fields=["closes_at"])
        log.record("moved_deadline", locked.ref, changed=[f"deadline_{state}"])
        if locked.state != State.DRAFT:  # nobody knows of a draft
            announce(DeadlineMoved(subject=locked.ref, state=state, moved_from=_iso(before), moved_to=_iso(to)))
    return deadline


def _is_over(procurement: JointProcurement, state: str) -> bool:
    steps = [str(step) for step in steps_of(procurement.method)]
    if procurement.state == State.DRAFT:
        return False
    if procurement.state not in steps or state not in steps:
        return True
    return steps.index(state) < steps.index(procurement.state)


def _iso(moment: dt.datetime) -> str:
    return moment.astimezone(clock.JST).isoformat()
