"""Days on which Tokyo's offices work.

Closed are Saturdays, Sundays, national holidays (国民の祝日に関する法律) and 12月29日–1月3日, as the ordinances
under 地方自治法第4条の2 have it. A body may add days of its own as ``closed``.
"""

import datetime as dt
from functools import lru_cache

import holidays

_NEW_YEAR = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
_ONE_DAY = dt.timedelta(days=1)
NO_DAYS: frozenset[dt.date] = frozenset()


@lru_cache(maxsize=64)
def _national_holidays(year: int) -> frozenset[dt.date]:
    # One finished set per year: the library's own object fills itself on first use, and a second thread would meet
    # it half full. It knows 1949 to 2099; beyond that only weekends and the new year are closed.
    return frozenset(holidays.country_holidays("JP", years=year))


def is_business_day(day: dt.date, closed: frozenset[dt.date] = NO_DAYS) -> bool:
    """Tell whether offices work on ``day``."""
    return (
        day.weekday() < 5
        and (day.month, day.day) not in _NEW_YEAR
        and day not in _national_holidays(day.year)
        and day not in closed
    )


def next_business_day(day: dt.date, closed: frozenset[dt.date] = NO_DAYS) -> dt.date:
    """Return ``day`` itself when offices work on it, else the first day after it on which they do (民法第142条)."""
    while not is_business_day(day, closed):
        day += _ONE_DAY
    return day


def add_business_days(day: dt.date, count: int, closed: frozenset[dt.date] = NO_DAYS) -> dt.date:
    """Return the ``count``-th business day after ``day``, which itself is not counted (民法第140条).

    A negative count goes back; zero returns ``day``, worked on or not.
    """
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_business_day(day, closed):
            day += step
    return day
