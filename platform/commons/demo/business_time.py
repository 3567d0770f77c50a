"""Business time of the demonstration: it starts on its own day, runs while the demonstration is on, and can be moved.

The worker anchors the clock anew every few seconds. Whoever finds it unread for longer sets it going again where it
stood, so that time spent switched off is not lost, whatever ended the processes.
"""

import datetime as dt
from contextlib import nullcontext

from django.db import DatabaseError, connection, transaction

from commons.contracts import deadlines
from commons.values import clock

from .first_day import START
from .models import DemoClock

_table_seen = False  # migrations ask for the time before the table is there


def read() -> dt.datetime:
    """Return the demonstration's moment. Before it has a clock, time stands at the start."""
    row = _row()
    if row is None:
        return START
    machine = clock.real_now()
    if row.has_stopped_by(machine) and not connection.in_atomic_block:
        _anchor(row, machine)
    return row.shows_at(machine).astimezone(clock.JST)


def begin() -> None:
    """Set the clock going at the start, unless it is going."""
    DemoClock.objects.get_or_create(pk=DemoClock.ONLY, defaults={"read_at": START, "anchored_at": clock.real_now()})


def keep() -> None:
    """Anchor the clock anew at what it shows: the sign that the demonstration is on."""
    if (row := _row()) is not None:
        _anchor(row, clock.real_now())


def forward(by: dt.timedelta) -> dt.datetime:
    """Move the clock forward and return what it shows then."""
    with transaction.atomic():
        row = _locked()
        return _set(row, row.shows_at(clock.real_now()) + by)


def forward_to_next_deadline() -> dt.datetime | None:
    """Move the clock to the next boundary of any house; return ``None``, and move nothing, when none lies ahead."""
    with transaction.atomic():
        row = _locked()
        boundary = deadlines.next_after(row.shows_at(clock.real_now()))
        return None if boundary is None else _set(row, boundary)


def _row() -> DemoClock | None:
    """Return the clock; ``None`` before it is made, before its table is, and in a transaction that already failed."""
    global _table_seen
    # A failed statement would end the migration's transaction on PostgreSQL, so ask behind a savepoint until it works.
    careful = connection.in_atomic_block and not _table_seen
    try:
        with transaction.atomic() if careful else nullcontext():
            row = DemoClock.objects.the_one().first()
    except DatabaseError:
        return None
    _table_seen = True
    return row


def _locked() -> DemoClock:
    begin()
    return DemoClock.objects.select_for_update().get(pk=DemoClock.ONLY)


def _set(row: DemoClock, moment: dt.datetime) -> dt.datetime:
    row.read_at, row.anchored_at = moment, clock.real_now()
    row.save()
    return moment.astimezone(clock.JST)


def _anchor(row: DemoClock, machine: dt.datetime) -> None:
    """Write what the clock shows now, unless somebody else has written meanwhile: they knew better."""
    before = DemoClock.objects.the_one().filter(anchored_at=row.anchored_at, read_at=row.read_at)
    before.update(read_at=row.shows_at(machine), anchored_at=machine)
