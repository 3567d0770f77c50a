"""紙の決裁: enter a decision made on paper, where nobody can decide here.

The body's administrator enters it in place. A hub officer, to whom a body's requests are invisible, names the body and
the number that stands on its paper; their entry is a row of the hub, and a delivery takes it into the body's books.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import Role
from commons.audit import log
from commons.events import announce
from commons.lifecycle.events import ApprovalGranted, PaperDecisionEntered
from commons.lifecycle.models import ApprovalRequest, PaperEntry
from commons.lifecycle.states import Deed, RequestState
from commons.lifecycle.transitions import advance
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.tenancy.scopes import Scope
from commons.values import clock
from commons.values.refusals import Refusal

from . import kinds, rows
from .deciders import nobody_can_decide
from .refusals import NotYours


class SomebodyCanDecide(Refusal):
    """The body has an approver who can decide here."""

    message = _("Somebody in this municipality can decide this here. A decision on paper is for where nobody can.")


class DecidedInTheFuture(Refusal):
    """The day on the paper has not come."""

    message = _("This day has not come yet. Enter the day that is written on the paper.")
    field = "decided_on"


class NoSuchRequest(Refusal):
    """No request with this number waits in that body."""

    message = _("No request with this number waits for approval in this municipality.")
    field = "number"


def enter_paper_decision(
    *, request_id: int, version: int | None = None, decided_on: dt.date, decider_title: str, scan: Any = None
) -> ApprovalRequest:
    """Enter the decision for the own body: the request is granted, and its trail says on what paper."""
    scope = scopes.current()
    if scope.kind != "member" or not scope.has_role(Role.ADMINISTRATOR):
        raise NotYours
    _check_day(decided_on)
    with transaction.atomic():
        request = rows.locked(request_id, verb="grant_approval", version=version)
        if not nobody_can_decide(request):
            raise SomebodyCanDecide
        return _grant(request, scope.user_id, decided_on=decided_on, decider_title=decider_title, scan=scan)


def enter_paper_decision_for(
    *, body: Organisation, number: str, decided_on: dt.date, decider_title: str, scan: Any = None
) -> PaperEntry:
    """Enter, as a hub officer, the decision for another body's request with ``number``."""
    scope = scopes.current()
    if scope.kind != "member" or not scope.has_role(Role.HUB_OFFICER):
        raise NotYours
    _check_day(decided_on)
    with transaction.atomic():
        with scopes.crossing("entering a decision made on paper"):
            reference = _reference(body, number)
        entry: PaperEntry = PaperEntry.objects.create(
            organisation_id=scope.organisation_id,
            body=body,
            number=number,
            request_ref=str(reference),
            decided_on=decided_on,
            decider_title=decider_title,
            scan=scan,
            entered_by_id=scope.user_id,
            entered_at=clock.now(),
        )
        log.record("entered_paper_decision", reference)
        announce(PaperDecisionEntered(subject=reference, entry_id=entry.pk))
    return entry


def take_over(entry_id: int) -> None:
    """Take a hub officer's entry into the body's books, if it still fits. Work of the system's scope; twice is once."""
    entry: PaperEntry = PaperEntry.objects.select_for_update(of=("self",)).get(pk=entry_id)
    if entry.outcome != PaperEntry.Outcome.WAITING:
        return
    try:
        with transaction.atomic():
            found = ApprovalRequest.objects.get(public_id=entry.public_id)
            request = rows.locked(found.pk, verb="grant_approval", version=None)
            if not nobody_can_decide(request):
                raise SomebodyCanDecide
            _grant(
                request,
                entry.entered_by_id,
                decided_on=entry.decided_on,
                decider_title=entry.decider_title,
                scan=entry.scan,
            )
    except Refusal:
        entry.outcome = PaperEntry.Outcome.TOO_LATE
    else:
        entry.outcome = PaperEntry.Outcome.TAKEN
    entry.save(update_fields=["outcome"])


def may_enter_paper_decision(scope: Scope, request: ApprovalRequest) -> bool:
    """Tell whether the page offers it: to the body's administrator, where nobody can decide."""
    own = scope.kind == "member" and scope.has_role(Role.ADMINISTRATOR)
    return own and request.state == RequestState.REQUESTED and nobody_can_decide(request)


def _grant(request: ApprovalRequest, actor_id: int | None, **paper: Any) -> ApprovalRequest:
    now = clock.now()
    request = advance(request, "grant_approval", at=now)
    entry = rows.note(request, Deed.ON_PAPER, at=now, **paper)
    if entry.actor_id != actor_id:  # a delivery works for nobody in particular: the trail names who entered it
        entry.actor_id = actor_id
        entry.save(update_fields=["actor"])
    log.record("entered_paper_decision", request.ref)
    kinds.named(request.kind).granted(request)
    rows.tell(ApprovalGranted, request)
    return request


def _check_day(decided_on: dt.date) -> None:
    if decided_on > clock.today():
        raise DecidedInTheFuture


def _reference(body: Organisation, number: str) -> Any:
    """Find the waiting request by what its paper says; nothing else of it is read."""
    year, _dash, serial = number.removeprefix("A-").partition("-")
    waiting = ApprovalRequest.objects.requested().filter(organisation=body)
    found = waiting.filter(fiscal_year=year, serial=serial).first() if year.isdecimal() and serial.isdecimal() else None
    if found is None or found.has_lapsed(clock.now()):
        raise NoSuchRequest
    if not nobody_can_decide(found):
        raise SomebodyCanDecide
    return found.ref
