"""Ask for participation, take part when it is granted, and withdraw."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from commons.audit import log
from commons.events import announce
from commons.lifecycle import approvals
from commons.lifecycle.models import ApprovalRequest
from commons.lifecycle.transitions import advance, lock
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from procurement.calculations.numbers import participation_receipt
from procurement.events import ParticipationGranted, ParticipationWithdrawn
from procurement.models import (
    JointProcurement,
    LineItem,
    Participation,
    ParticipationFigure,
    ParticipationTerms,
)
from procurement.queries import own_participation
from procurement.rules import NotAllowed, may_withdraw
from procurement.states import MAY_WITHDRAW_IN, Standing, State

from .refusals import EntriesClosed, NotInThisStep, TakesNoPart, TakesPartAlready
from .surveys import check_wanted_on, checked_quantities, own_body, require_open

PARTICIPATION_APPROVAL = "procurement.participation"


def request_participation(
    *,
    procurement: JointProcurement,
    quantities: Mapping[int, int],
    wanted_on: dt.date | None,
    remark: str = "",
    note: str = "",
    returned: ApprovalRequest | None = None,
    version: int = 0,
) -> ApprovalRequest:
    """Ask the body's approvers for participation with ``quantities`` by the line's id.

    ``returned`` is the request that was sent back, if this is its second try, with the ``version`` that was shown.
    """
    own_body()
    with transaction.atomic():
        locked = lock(procurement)
        require_open(locked, State.INTENT)
        if own_participation(locked, standing=True):
            raise TakesPartAlready
        kept = checked_quantities(locked, quantities)
        check_wanted_on(wanted_on)
        payload = payload_of(locked, kept, wanted_on, remark)
        if returned is not None:
            return approvals.resubmit(request_id=returned.pk, version=version, payload=payload, note=note)
        return approvals.request(kind=PARTICIPATION_APPROVAL, subject=locked.ref, payload=payload, note=note)


def payload_of(
    procurement: JointProcurement, quantities: Mapping[int, int], wanted_on: dt.date | None, remark: str
) -> dict[str, Any]:
    """Return what is asked for, so that it can be read and granted without looking anything up."""
    lines = LineItem.objects.filter(procurement=procurement, pk__in=quantities)
    return {
        "lines": [
            {"line": line.pk, "name": line.name, "unit": line.unit, "quantity": quantities[line.pk]} for line in lines
        ],
        "wanted_on": wanted_on.isoformat() if wanted_on else None,
        "remark": remark,
    }


def take_part(*, procurement: JointProcurement, organisation_id: int, payload: Mapping[str, Any]) -> Participation:
    """Let a body take part as its approvers granted: called inside the granting transaction, never by a view."""
    now = clock.now()
    with transaction.atomic():
        locked = lock(procurement)
        require_open(locked, State.INTENT)
        body = Organisation.objects.get(pk=organisation_id)
        participation = _take_place(locked, body, now)
        ParticipationTerms.objects.update_or_create(
            participation=participation,
            organisation_id=organisation_id,
            defaults={
                "wanted_on": dt.date.fromisoformat(payload["wanted_on"]) if payload["wanted_on"] else None,
                "remark": payload["remark"],
                "withdrawn_because": "",
            },
        )
        add_figures(locked, organisation_id, {row["line"]: row["quantity"] for row in payload["lines"]}, now)
        log.record("granted_participation", locked.ref)
        announce(
            ParticipationGranted(
                subject=locked.ref, organisation_id=organisation_id, receipt_number=participation.receipt_number
            )
        )
    return participation


def withdraw_participation(*, procurement: JointProcurement, version: int, reason: str) -> Participation:
    """Take the body at work out again, with a reason for the hub. Its figures count no more from now on."""
    scope = scopes.current()
    body = Organisation.objects.filter(pk=scope.organisation_id or 0).first()
    if body is None or not may_withdraw(scope, body):
        raise NotAllowed
    now = clock.now()
    with transaction.atomic():
        locked = lock(procurement)
        if locked.state not in MAY_WITHDRAW_IN:
            raise NotInThisStep
        if locked.state == State.COMMITTING and not locked.takes_entries(now):
            raise EntriesClosed  # what was committed binds after the close
        participation = own_participation(locked, standing=True)
        if participation is None:
            raise TakesNoPart
        gone = advance(participation, "withdraw_participation", at=now, version=version)
        ParticipationTerms.objects.filter(participation=gone).update(withdrawn_because=reason)
        lines = LineItem.objects.filter(procurement=locked).values_list("pk", flat=True)
        add_figures(locked, body.pk, dict.fromkeys(lines, 0), now)
        announce(ParticipationWithdrawn(subject=locked.ref, organisation_id=body.pk))
    return gone


def _take_place(procurement: JointProcurement, body: Organisation, now: dt.datetime) -> Participation:
    """Return the body's row: a new one, or the one it had before it withdrew."""
    scope = scopes.current()
    found = Participation.objects.filter(procurement=procurement, organisation=body).first()
    if found is None:
        return Participation.objects.create(  # type: ignore[no-any-return]  # private managers are Any
            organisation=body,
            procurement=procurement,
            state_since=now,
            receipt_number=participation_receipt(procurement.number, body.code or body.slug, 1),
            granted_at=now,
            granted_by_id=scope.user_id,
        )
    if found.state == Standing.TAKING_PART:
        raise TakesPartAlready
    back: Participation = advance(found, "rejoin", at=now)
    back.revision += 1
    back.receipt_number = participation_receipt(procurement.number, body.code or body.slug, back.revision)
    back.granted_at, back.granted_by_id = now, scope.user_id
    back.save()
    return back


def add_figures(
    procurement: JointProcurement, organisation_id: int, quantities: Mapping[int, int], since: dt.datetime
) -> None:
    """Add a body's approved figures, by line, from a moment on."""
    for line_id, quantity in quantities.items():
        ParticipationFigure.objects.create(
            organisation_id=organisation_id,
            procurement=procurement,
            line_id=line_id,
            quantity=quantity,
            since=since,
        )
