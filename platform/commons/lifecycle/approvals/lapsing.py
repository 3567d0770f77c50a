"""What still waits at its deadline lapses, and both sides are told."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from commons.events.due import Due, DueKind
from commons.lifecycle.events import ApprovalLapsed
from commons.lifecycle.models import ApprovalRequest
from commons.lifecycle.states import Deed
from commons.lifecycle.transitions import advance, lock
from commons.values.ref import Ref

from . import rows


def find(now: dt.datetime) -> Iterable[Due]:
    """List the open requests whose deadline has come: one query."""
    for request in ApprovalRequest.objects.overdue(now):
        yield Due(request.ref, request.deadline_at)


def lapse(subject: Ref, at: dt.datetime) -> None:
    """Let one request lapse, unless it was decided or its deadline was moved meanwhile. Work of the system's scope."""
    with transaction.atomic():
        found = ApprovalRequest.objects.open().filter(public_id=subject.public_id).first()
        if found is None:
            return
        request = lock(found)
        if not request.is_open or not rows.deadline_reached(request):
            return
        request = advance(request, "lapse_approval", at=at)
        rows.note(request, Deed.LAPSED, at=at)
        rows.tell(ApprovalLapsed, request)


def reread_deadlines(subject: Ref) -> int:
    """Ask the house anew for the deadlines of open requests about ``subject``; return how many there are.

    A house's handler of its moved deadline calls it, in the system's scope, for the requests belong to many bodies.
    """
    with transaction.atomic():
        found = list(ApprovalRequest.objects.open().about(subject).select_for_update(of=("self",)))
        for request in found:
            rows.deadline_reached(request)
    return len(found)


LAPSE = DueKind(name="lifecycle.lapse", find=find, act=lapse)
