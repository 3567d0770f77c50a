"""Ask for approval, ask again, take it back."""

import json
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from commons.accounts.models import Membership, Role
from commons.audit import log
from commons.lifecycle import routes
from commons.lifecycle.events import ApprovalRequested, ApprovalWithdrawn
from commons.lifecycle.models import ApprovalRequest, Step
from commons.lifecycle.states import Deed
from commons.lifecycle.transitions import advance
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from commons.values.ref import Ref

from . import kinds, rows
from .refusals import AlreadyRequested, DeadlinePassed, NotForABody


def request(*, kind: str, subject: Ref, payload: dict[str, Any], note: str = "") -> ApprovalRequest:
    """Ask, for the body at work, that ``subject`` be approved as ``payload`` says.

    The house's action calls it after checking its own rule. Raise ``AlreadyRequested`` when the body has an open
    request about it, ``DeadlinePassed`` when it comes too late.
    """
    (user_id, organisation_id), now = _member(), clock.now()
    with transaction.atomic():
        body = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)  # the counter's lock
        if ApprovalRequest.objects.open().about(subject, kind=kind).exists():
            raise AlreadyRequested
        made = ApprovalRequest(
            organisation=body,
            fiscal_year=fiscal_year(now.astimezone(clock.JST)),
            kind=kinds.named(kind).name,
            subject=str(subject),
            payload=_checked(payload),
            note=note,
            requested_by_id=user_id,
            department=_department(user_id, organisation_id),
            requested_at=now,
            state_since=now,
        )
        made.serial = _next_serial(made.fiscal_year)
        made.deadline_at = kinds.named(kind).deadline(made)
        if made.deadline_at is not None and made.deadline_at <= now:
            raise DeadlinePassed
        _save(made)
        _lay_out(made)
        log.record("request_approval", made.ref)
        rows.note(made, Deed.REQUESTED, at=now, reason=note, payload=made.payload)
        rows.tell(ApprovalRequested, made)
    return made


def resubmit(*, request_id: int, version: int, payload: dict[str, Any], note: str = "") -> ApprovalRequest:
    """Ask again after it was sent back; any colleague may, and then may not decide it either."""
    (user_id, organisation_id), now = _member(), clock.now()
    with transaction.atomic():
        found = rows.locked(request_id, verb="resubmit_approval", version=version)
        changed = {name for name in {*found.payload, *payload} if found.payload.get(name) != payload.get(name)}
        found = advance(found, "resubmit_approval", at=now, changed=changed)
        found.payload, found.note = _checked(payload), note
        found.requested_by_id, found.requested_at, found.department = (
            user_id,
            now,
            _department(user_id, organisation_id),
        )
        found.position, found.round = 1, found.round + 1
        found.save()
        found.steps.all().delete()
        _lay_out(found)
        rows.note(found, Deed.RESUBMITTED, at=now, reason=note, payload=found.payload)
        rows.tell(ApprovalRequested, found)
    return found


def withdraw(*, request_id: int, version: int, reason: str = "") -> ApprovalRequest:
    """Take an open request back; any colleague who could have asked may."""
    _member()
    with transaction.atomic():
        found = rows.locked(request_id, verb="withdraw_approval", version=version)
        found = advance(found, "withdraw_approval", at=clock.now())
        rows.note(found, Deed.WITHDRAWN, at=clock.now(), reason=reason)
        rows.tell(ApprovalWithdrawn, found)
    return found


def fiscal_year(moment: Any) -> int:
    """Return the year whose April began the fiscal year."""
    return int(moment.year if moment.month >= 4 else moment.year - 1)


def _member() -> tuple[int, int]:
    """Return the person at work and their body; raise ``NotForABody`` when there is none."""
    scope = scopes.current()
    if scope.kind != "member" or scope.user_id is None or scope.organisation_id is None:
        raise NotForABody
    return scope.user_id, scope.organisation_id


def _checked(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the payload as the database gives it back; raise ``TypeError`` on what JSON has no word for."""
    kept: dict[str, Any] = json.loads(json.dumps(payload))
    return kept


def _department(user_id: int, organisation_id: int) -> str:
    held = Membership.objects.valid_on(clock.today()).filter(user_id=user_id, organisation_id=organisation_id)
    roles = list(Role.values)
    departments = sorted((roles.index(role), department) for role, department in held.values_list("role", "department"))
    return next((department for _role, department in departments if department), "")


def _next_serial(year: int) -> int:
    """Return the body's next number; its row is locked, so two never get the same."""
    last = ApprovalRequest.objects.filter(fiscal_year=year).aggregate(last=Max("serial"))["last"]
    return int(last or 0) + 1


def _save(made: ApprovalRequest) -> None:
    """Save; of two who ask at once where nothing locks, the database lets one through."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise AlreadyRequested from clash


def _lay_out(made: ApprovalRequest) -> None:
    """Copy the route's steps: a route that is changed later changes nothing that is on its way."""
    for position, approver_id in enumerate(routes.approvers_for(made.kind, made.department), start=1):
        Step.objects.create(
            organisation_id=made.organisation_id, request=made, position=position, approver_id=approver_id
        )
