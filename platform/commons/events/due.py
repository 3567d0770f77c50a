"""The tick: what the business clock has made due.

A floor or house registers kinds of due moments. Beat nudges every few seconds; the nudge asks each kind what is due,
writes a row for each new moment and announces it, so that a moment has its effect once, however often and late it is
asked for: after a pause or a jump of the clock one message goes, not one per missed run.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog
from django.db import IntegrityError, transaction

from commons.tenancy import scopes
from commons.values import clock
from commons.values.ref import Ref

from .event import Event
from .handlers import receives

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Due:
    """One moment at which something is due for a thing."""

    subject: Ref
    at: dt.datetime


@dataclass(frozen=True)
class DueKind:
    """A kind of due moment.

    ``find`` lists, in one query, every due moment up to the given one that follows from the present state: what has
    been dealt with, or has moved, is no longer listed. ``act`` does the work, in the system's scope, within the
    transaction that closes its delivery. A reminder names its ``successor``: when that is due for the same thing too,
    the reminder is skipped.
    """

    name: str
    find: Callable[[dt.datetime], Iterable[Due]]
    act: Callable[[Ref, dt.datetime], object]
    successor: str | None = None


@dataclass(frozen=True, kw_only=True)
class DueReached(Event):
    """A due moment came."""

    kind: str
    at: str  # ISO; an event carries ids and primitives only


_kinds: dict[str, DueKind] = {}


def register(kind: DueKind) -> None:
    """Add a kind of due moments. Called from ``AppConfig.ready()``."""
    _kinds[kind.name] = kind


def tick() -> int:
    """Write and announce what has become due; return how many. One kind's fault keeps no other from its turn."""
    with scopes.system("the tick"), clock.unit_of_work() as now:
        found = {name: _found(kind, now) for name, kind in _kinds.items()}
        return sum(_write(kind, _without_outrun(kind, found), now) for kind in _kinds.values())


def _found(kind: DueKind, now: dt.datetime) -> list[Due]:
    try:
        return [due for due in kind.find(now) if due.at <= now]
    except Exception:
        log.exception("due_kind_failed", kind=kind.name)
        return []


def _without_outrun(kind: DueKind, found: dict[str, list[Due]]) -> list[Due]:
    later = {due.subject for due in found.get(kind.successor or "", [])}
    return [due for due in found[kind.name] if due.subject not in later]


def _write(kind: DueKind, dues: list[Due], now: dt.datetime) -> int:
    from .models import DueMoment

    if not dues:
        return 0
    subjects = {str(due.subject) for due in dues}
    rows = DueMoment.objects.filter(kind=kind.name, subject__in=subjects)
    known = {(row.subject, row.at) for row in rows}
    return sum(_announce(kind, due, now) for due in dues if (str(due.subject), due.at) not in known)


def _announce(kind: DueKind, due: Due, now: dt.datetime) -> bool:
    """Write the row and announce it; of two workers at once the database lets one through."""
    from .models import DueMoment
    from .outbox import announce

    try:
        with transaction.atomic():
            DueMoment.objects.create(kind=kind.name, subject=str(due.subject), at=due.at, written_at=now)
            announce(DueReached(subject=due.subject, kind=kind.name, at=due.at.astimezone(dt.UTC).isoformat()))
    except IntegrityError:
        return False
    return True


@receives(DueReached, name="events.due", kind="database")
def act(event: DueReached) -> None:
    """Do what is due, unless the present state no longer lists this moment: it was moved, or dealt with."""
    kind, at = _kinds.get(event.kind), dt.datetime.fromisoformat(event.at)
    if kind is None:
        return  # an upgrade has removed it
    if Due(event.subject, at) in kind.find(clock.now()):
        kind.act(event.subject, at.astimezone(clock.JST))
    else:
        log.info("due_moment_void", kind=kind.name)
