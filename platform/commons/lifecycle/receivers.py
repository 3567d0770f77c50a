"""What follows from what was announced: whoever decides next, and whoever asked, are told."""

from collections.abc import Iterable

from commons.accounts.models import Membership, Role
from commons.events import receives
from commons.notifications import notify, recipients
from commons.values import clock

from . import messages
from .approvals import on_paper
from .approvals.deciders import Deciders
from .events import (
    ApprovalGranted,
    ApprovalLapsed,
    ApprovalPassedOn,
    ApprovalRefused,
    ApprovalRequested,
    ApprovalReturned,
    PaperDecisionEntered,
)
from .models import ApprovalRequest
from .states import RequestState


@receives(PaperDecisionEntered, name="lifecycle.take_over_paper_decision")
def take_over_paper_decision(event: PaperDecisionEntered) -> None:
    """Take a hub officer's entry into the body's books."""
    on_paper.take_over(event.entry_id)


@receives(ApprovalRequested, name="lifecycle.tell_first_step")
def tell_first_step(event: ApprovalRequested) -> None:
    """Tell whoever may decide the first step."""
    _tell_deciders(event.request_id)


@receives(ApprovalPassedOn, name="lifecycle.tell_next_step")
def tell_next_step(event: ApprovalPassedOn) -> None:
    """Tell whoever may decide the next step."""
    _tell_deciders(event.request_id)


@receives(ApprovalReturned, name="lifecycle.tell_returned")
def tell_returned(event: ApprovalReturned) -> None:
    """Tell whoever asked that it came back."""
    _tell(messages.RETURNED, event.request_id)


@receives(ApprovalGranted, name="lifecycle.tell_granted")
def tell_granted(event: ApprovalGranted) -> None:
    """Tell whoever asked that it is approved."""
    _tell(messages.GRANTED, event.request_id)


@receives(ApprovalRefused, name="lifecycle.tell_refused")
def tell_refused(event: ApprovalRefused) -> None:
    """Tell whoever asked that it is refused."""
    _tell(messages.REFUSED, event.request_id)


@receives(ApprovalLapsed, name="lifecycle.tell_lapsed")
def tell_lapsed(event: ApprovalLapsed) -> None:
    """Tell both sides that the deadline came first."""
    request = ApprovalRequest.objects.get(pk=event.request_id)
    who = Deciders(request.organisation_id, day=clock.today()).of(request)
    _tell(messages.LAPSED, event.request_id, also=who)


def _tell_deciders(request_id: int) -> None:
    """Tell whoever may decide the present step; nobody, when it was decided meanwhile."""
    request = ApprovalRequest.objects.get(pk=request_id)
    if request.state != RequestState.REQUESTED or request.has_lapsed(clock.now()):
        return
    who = Deciders(request.organisation_id, day=clock.today()).of(request)
    _notify(messages.WAITS, request, who, key=f"waits-{request.round}-{request.position}")


def _tell(kind: str, request_id: int, *, also: Iterable[int] = ()) -> None:
    request = ApprovalRequest.objects.get(pk=request_id)
    _notify(kind, request, {*_askers(request), *also}, key=f"{kind}-{request.round}")


def _askers(request: ApprovalRequest) -> Iterable[int]:
    """Return whoever asked last; every clerk of the body, when that person no longer acts for it."""
    held = Membership.objects.valid_on(clock.today()).filter(organisation_id=request.organisation_id)
    if held.filter(user_id=request.requested_by_id, user__is_active=True).exists():
        return [request.requested_by_id]
    return recipients([request.organisation_id], [Role.CLERK])


def _notify(kind: str, request: ApprovalRequest, to: Iterable[int], *, key: str) -> None:
    notify(
        kind,
        to=to,
        subject=request.ref,
        key=f"{request.ref}:{key}",
        organisation_id=request.organisation_id,
    )
