"""The clock of the demonstration."""

import datetime as dt
from typing import Self

from django.db import models

# A clock unread for longer stood still meanwhile: the demonstration was off, or its machine asleep. Beat has the
# worker read it every ten seconds.
STOPS_AFTER = dt.timedelta(seconds=30)


class DemoClockQuerySet(models.QuerySet["DemoClock"]):
    """Read aloud: the one clock."""

    def the_one(self) -> Self:
        """Keep the only row that there can be."""
        return self.filter(pk=DemoClock.ONLY)


class DemoClock(models.Model):
    """What business time it was at a moment of the machine's time, from which it runs on. One row."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    read_at = models.DateTimeField(help_text="business time")
    anchored_at = models.DateTimeField(help_text="the machine's time, at which the clock showed read_at")

    objects = DemoClockQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="demo_one_clock")]

    def __str__(self) -> str:
        return f"{self.read_at:%Y-%m-%d %H:%M}"

    def shows_at(self, machine: dt.datetime) -> dt.datetime:
        """Return the business time at a moment of the machine's time. It never runs backwards."""
        return self.read_at + min(max(machine - self.anchored_at, dt.timedelta(0)), STOPS_AFTER)

    def has_stopped_by(self, machine: dt.datetime) -> bool:
        """Tell whether nobody has read the clock for so long that it stands still."""
        return not dt.timedelta(0) <= machine - self.anchored_at <= STOPS_AFTER
