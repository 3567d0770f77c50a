"""Say how long something is still open."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.values.clock import JST

SOON = 3  # days: 茜
NEAR = 10  # days: 銀杏


@dataclass(frozen=True)
class TimeLeft:
    """The words, and how pressing they are: ``soon``, ``near``, ``later`` or ``past``."""

    text: str
    kind: str


def until(moment: dt.date, *, at: dt.datetime) -> TimeLeft:
    """Tell what is left at ``at`` until a deadline. A date alone ends at the next midnight; deadlines are half-open."""
    ends = _end(moment)
    if at >= ends:
        return TimeLeft(_("Closed"), "past")
    days = (_last_day(ends) - at.astimezone(JST).date()).days
    if ends - at < dt.timedelta(days=1):  # 「あと1日」 would be read as a whole one
        return TimeLeft(_hours(ends - at), "soon")
    text = ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}
    return TimeLeft(text, "soon" if days <= SOON else "near" if days <= NEAR else "later")


def _end(moment: dt.date) -> dt.datetime:
    if isinstance(moment, dt.datetime):
        return moment.astimezone(JST)
    return dt.datetime.combine(moment + dt.timedelta(days=1), dt.time(), tzinfo=JST)


def _last_day(ends: dt.datetime) -> dt.date:
    """Return the last day on which it is open: midnight belongs to the day before."""
    return (ends - dt.timedelta(microseconds=1)).date()


def _hours(left: dt.timedelta) -> str:
    hours = int(left.total_seconds() // 3600)
    if hours == 0:
        minutes = max(1, int(left.total_seconds() // 60))
        return ngettext("%(count)d minute left", "%(count)d minutes left", minutes) % {"count": minutes}
    return ngettext("%(count)d hour left", "%(count)d hours left", hours) % {"count": hours}
