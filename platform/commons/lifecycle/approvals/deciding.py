"""Approve, send back, refuse."""

import datetime as dt

from django.db import transaction

from commons.lifecycle.events import ApprovalGranted, ApprovalPassedOn, ApprovalRefused, ApprovalReturned
from commons.lifecycle.models import ApprovalRequest
from commons.lifecycle.states import Deed
from commons.lifecycle.transitions import advance
from commons.tenancy import scopes
from commons.values import clock

from . import kinds, rows
from .deciders import SUBMISSIONS, Deciders
from .refusals import NotYours, OwnRequest, ReasonMissing


def grant(*, request_id: int, version: int, reason: str = "") -> ApprovalRequest:
    """Approve the present step; at the last one the house's row comes into being, in this transaction and once."""
    now = clock.now()
    with transaction.atomic():
        request = rows.locked(request_id, verb="grant_approval", version=version)
        in_place_of = _decider(request, now)
        if request.steps.filter(position__gt=request.position).exists():
            return _pass_on(request, reason=reason, in_place_of=in_place_of, at=now)
        request = advance(request, "grant_approval", at=now)
        rows.note(request, Deed.GRANTED, at=now, reason=reason, in_place_of_id=in_place_of)
        kinds.named(request.kind).granted(request)
        rows.tell(ApprovalGranted, request)
    return request


def send_back(*, request_id: int, version: int, reason: str = "") -> ApprovalRequest:
    """差戻し: give it back with a reason; everything that was entered is kept."""
    now = clock.now()
    with transaction.atomic():
        request = rows.locked(request_id, verb="send_back_approval", version=version)
        in_place_of = _decider(request, now)
        _require(reason)
        request = advance(request, "send_back_approval", at=now)
        rows.note(request, Deed.SENT_BACK, at=now, reason=reason, in_place_of_id=in_place_of)
        rows.tell(ApprovalReturned, request)
    return request


def refuse(*, request_id: int, version: int, reason: str = "") -> ApprovalRequest:
    """Refuse for good, with a reason. A new request may follow."""
    now = clock.now()
    with transaction.atomic():
        request = rows.locked(request_id, verb="refuse_approval", version=version)
        in_place_of = _decider(request, now)
        _require(reason)
        request = advance(request, "refuse_approval", at=now)
        rows.note(request, Deed.REFUSED, at=now, reason=reason, in_place_of_id=in_place_of)
        rows.tell(ApprovalRefused, request)
    return request


def _pass_on(request: ApprovalRequest, *, reason: str, in_place_of: int | None, at: dt.datetime) -> ApprovalRequest:
    before = request.position
    request = advance(request, "pass_on_approval", at=at)
    request.position = before + 1
    request.save(update_fields=["position"])
    rows.note(request, Deed.PASSED_ON, at=at, reason=reason, in_place_of_id=in_place_of, position=before)
    rows.tell(ApprovalPassedOn, request)
    return request


def _decider(request: ApprovalRequest, now: dt.datetime) -> int | None:
    """Return for whom the person at work decides in place; raise ``NotYours`` when they may not decide at all."""
    who = scopes.current()
    day = now.astimezone(clock.JST).date()
    may = Deciders(request.organisation_id, day=day).of(request)
    if who.kind == "member" and who.user_id in may:
        return may[who.user_id]
    if any(entry.actor_id == who.user_id and entry.deed in SUBMISSIONS for entry in request.trail.all()):
        raise OwnRequest
    raise NotYours


def _require(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing
