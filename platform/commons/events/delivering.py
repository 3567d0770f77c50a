"""Take deliveries and make them: a worker's whole work.

Four steps, and a worker may die between any two of them: take (a short transaction), work, close, go on. What it held
is free again when its lease ends.
"""

import datetime as dt
import time
import traceback
import uuid
from dataclasses import dataclass

import structlog
from django.db import connection, transaction

from commons.tenancy import scopes
from commons.values import clock

from . import event as events
from . import handlers, transactions
from .handlers import Handler
from .models import Delivery
from .models.delivery import DeliveryQuerySet

LEASE = dt.timedelta(seconds=60)  # longer than any handler works; long work is a job, not a delivery
TRIES = 8
FIRST_PAUSE = dt.timedelta(seconds=5)
LONGEST_PAUSE = dt.timedelta(hours=1)

log = structlog.get_logger(__name__)


class TokenLost(Exception):
    """The lease ended and another worker took the delivery: whatever was done here is rolled back."""


class WorkerLost(Exception):
    """A delivery was taken as often as allowed and no worker came back to tell why."""


class HandlerUnknown(Exception):
    """An upgrade has removed the handler."""


@dataclass(frozen=True)
class Done:
    """How many deliveries were closed, how many failed, and whether nothing due was left."""

    closed: int
    failed: int
    drained: bool


def deliver_due(*, for_seconds: float | None = None) -> Done:
    """Make every delivery that is due, oldest first, until none is left or the time is up.

    Tests and commands call it to have the deliveries made at once. It refuses to run inside a transaction: an outside
    handler's effect could not be taken back with it.
    """
    if transactions.is_open():
        raise RuntimeError("deliver_due() was called inside a transaction. Call it after the commit.")
    ends = None if for_seconds is None else time.monotonic() + for_seconds
    closed = failed = 0
    while ends is None or time.monotonic() < ends:
        delivery = take(clock.real_now())
        if delivery is None:
            return Done(closed, failed, drained=True)
        if make(delivery):
            closed += 1
        else:
            failed += 1
    return Done(closed, failed, drained=False)


def take(moment: dt.datetime) -> Delivery | None:
    """Take the oldest free delivery for the length of a lease, or return ``None``."""
    if connection.features.has_select_for_update_skip_locked:
        with transaction.atomic(durable=True):
            found = _free(moment).select_for_update(skip_locked=True, of=("self",)).first()
            return found and _lease(found, moment)
    found = _free(moment).first()  # no lock is held: an idle look must not stand in the way of SQLite's one writer
    while found is not None:
        if leased := _lease(found, moment):
            return leased
        found = _free(moment).first()  # another worker was quicker
    return None


def make(delivery: Delivery) -> bool:
    """Do a taken delivery's work and close it; on a fault note it and set the pause. Tell whether it was closed."""
    bound = {
        "delivery": delivery.pk,
        "handler": delivery.handler,
        "request_id": delivery.announcement.request_id,  # else the request that sent the nudge would be told of
    }
    with structlog.contextvars.bound_contextvars(**bound), scopes.system(f"delivery of {delivery.handler}"):
        try:
            with clock.unit_of_work():
                _work(delivery)
        except TokenLost:
            log.warning("delivery_token_lost")
        except Exception as fault:
            _note(delivery, fault)
        else:
            return True
    return False


def pause_after(tries: int) -> dt.timedelta:
    """Return how long a delivery rests after its ``tries``-th fault: 5 s, 20 s, 80 s … an hour, 3 hours in all."""
    growth: int = 4 ** (tries - 1)
    return min(FIRST_PAUSE * growth, LONGEST_PAUSE)


def _free(moment: dt.datetime) -> DeliveryQuerySet:
    return Delivery.objects.free_at(moment).select_related("announcement").order_by("pk")


def _lease(found: Delivery, moment: dt.datetime) -> Delivery | None:
    """Write token and lease, if nobody else did since it was found."""
    found_token, found.token = found.token, uuid.uuid4().hex
    found.tries += 1
    found.free_from = moment + LEASE
    changed = (
        Delivery.objects.held_by(found_token)
        .filter(pk=found.pk, free_from__lte=moment)
        .update(token=found.token, tries=found.tries, free_from=found.free_from)
    )
    return found if changed else None


def _work(delivery: Delivery) -> None:
    handler = handlers.named(delivery.handler)
    if handler is None:
        raise HandlerUnknown
    if delivery.tries > TRIES:
        raise WorkerLost
    event = events.class_named(delivery.announcement.event).read(delivery.subject, delivery.announcement.payload)
    if handler.kind == "database":
        with transaction.atomic(durable=True):
            _close(delivery)  # first: its row lock keeps others off for as long as the work takes
            handler.work(event)
    else:
        handler.work(event)
        _close(delivery)


def _close(delivery: Delivery) -> None:
    held = Delivery.objects.held_by(delivery.token).filter(pk=delivery.pk)
    if not held.update(closed_at=clock.real_now(), error=""):
        raise TokenLost


def _note(delivery: Delivery, fault: Exception) -> None:
    """Set the pause, or park; keep the fault's class and place and not its message, which may quote a person."""
    now = clock.real_now()
    given_up = delivery.tries >= TRIES or isinstance(fault, HandlerUnknown | handlers.Hopeless)
    error = _class_and_place(fault, handlers.named(delivery.handler))
    held = Delivery.objects.held_by(delivery.token).filter(pk=delivery.pk)
    if given_up:
        held.update(error=error, parked_at=now)
        log.error("delivery_parked", fault=error, tries=delivery.tries)
    else:
        held.update(error=error, free_from=now + pause_after(delivery.tries))
        log.warning("delivery_failed", fault=error, tries=delivery.tries)


def _class_and_place(fault: Exception, handler: Handler | None) -> str:
    """Name the fault and the last line of the handler's own module that it passed through."""
    frames = traceback.walk_tb(fault.__traceback__)
    own = [line for frame, line in frames if handler and frame.f_globals.get("__name__") == handler.work.__module__]
    place = f" in {handler.work.__module__}:{own[-1]}" if handler and own else ""
    return f"{type(fault).__qualname__}{place}"[:200]
