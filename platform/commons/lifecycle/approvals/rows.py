"""Read and write a request's rows: what every deed needs."""

import datetime as dt
from typing import Any, TypeVar

from commons.events import announce
from commons.lifecycle import transitions
from commons.lifecycle.events import _Approval
from commons.lifecycle.models import ApprovalRequest, TrailEntry
from commons.lifecycle.states import Deed
from commons.tenancy import scopes
from commons.values import clock
from commons.values.refusals import StaleEdit

from . import kinds
from .refusals import DeadlinePassed

E = TypeVar("E", bound=_Approval)


def locked(request_id: int, *, verb: str, version: int | None) -> ApprovalRequest:
    """Lock an own request for ``verb``; raise ``IllegalMove``, ``StaleEdit`` or ``DeadlinePassed`` in that order."""
    rows = ApprovalRequest.objects.select_for_update(of=("self",))
    request: ApprovalRequest = rows.get(pk=request_id)
    if request.TRANSITIONS.target(request.state, verb) is None:
        raise transitions.IllegalMove(request, verb)
    if version is not None and request.version != version:
        raise StaleEdit(current=request)
    if deadline_reached(request):
        raise DeadlinePassed
    return request


def deadline_reached(request: ApprovalRequest) -> bool:
    """Ask the house for the deadline, which may have moved later, keep it, and tell whether it has come."""
    try:
        deadline = kinds.named(request.kind).deadline(request)
    except LookupError:  # its house is absent: what is known of it still holds
        deadline = request.deadline_at
    if deadline != request.deadline_at:
        request.deadline_at = deadline
        request.save(update_fields=["deadline_at"])
    return deadline is not None and deadline <= clock.now()


def note(request: ApprovalRequest, deed: Deed, *, at: dt.datetime, reason: str = "", **more: Any) -> TrailEntry:
    """Write one line of the trail in the name of the person at work."""
    entry: TrailEntry = TrailEntry.objects.create(
        organisation_id=request.organisation_id,
        request=request,
        at=at,
        actor_id=scopes.current().user_id,
        deed=deed,
        position=more.pop("position", request.position),
        reason=reason,
        version=request.version,
        **more,
    )
    return entry


def tell(event: type[E], request: ApprovalRequest) -> None:
    """Announce what happened to a request."""
    announce(
        event(
            subject=request.ref,
            request_id=request.pk,
            kind=request.kind,
            thing=request.thing,
            organisation_id=request.organisation_id,
        )
    )
