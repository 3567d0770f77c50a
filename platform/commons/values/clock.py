"""The one source of business time.

Everything a clerk would call a date or a deadline reads ``now()``. Leases, back-off, sessions, signatures and rate
limits read the real clock instead.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")


def real_now() -> dt.datetime:
    """Return the machine's time, aware, in JST."""
    return dt.datetime.now(JST)


source: Callable[[], dt.datetime] = real_now  # the demonstration sets its own

_frozen: ContextVar[dt.datetime | None] = ContextVar("clock_frozen", default=None)


def now() -> dt.datetime:
    """Return the business moment, aware, in JST. Inside ``unit_of_work`` it stands still."""
    return _frozen.get() or source()


def today() -> dt.date:
    """Return the business day in JST."""
    return now().astimezone(JST).date()


@contextmanager
def unit_of_work(at: dt.datetime | None = None) -> Iterator[dt.datetime]:
    """Let one request, task or command see one moment: ``at``, or the source asked once."""
    moment = (at or source()).astimezone(JST)
    token = _frozen.set(moment)
    try:
        yield moment
    finally:
        _frozen.reset(token)
