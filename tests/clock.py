"""Business time in tests: it stands still on the demonstration's first day, and moves when a test says so."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from commons.demo import business_time
from commons.demo.first_day import START
from commons.values import clock


class StandingClock:
    """A clock that shows ``moment`` until it is moved."""

    def __init__(self, moment: dt.datetime = START) -> None:
        self.moment = moment

    def __call__(self) -> dt.datetime:
        return self.moment

    def forward(self, **by: float) -> dt.datetime:
        """Move on by ``days=1``, ``hours=2`` …; return what the clock shows then."""
        self.moment += dt.timedelta(**by)
        return self.moment


@contextmanager
def standing(moment: dt.datetime = START) -> Iterator[StandingClock]:
    """Let business time stand at ``moment`` inside the block, in every thread."""
    shown = StandingClock(moment)
    before, clock.source = clock.source, shown
    try:
        yield shown
    finally:
        clock.source = before


@contextmanager
def of_the_demonstration() -> Iterator[None]:
    """Let business time be what the demonstration's own clock shows, as on a running site."""
    before, clock.source = clock.source, business_time.read
    try:
        yield
    finally:
        clock.source = before
