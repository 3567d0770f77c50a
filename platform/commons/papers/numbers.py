"""Number papers without a gap, though a paper is printed between taking its number and being kept.

A number is held before the printing starts, for it is printed too. What failed, or was killed meanwhile, leaves its
number to the next paper of the series.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from commons.values import clock
from commons.values.wareki import ERAS

from .models import HeldNumber, NumberSeries

HOLD = dt.timedelta(minutes=10)  # longer than any paper takes to print


class NumberLost(Exception):
    """The hold ended before the paper was kept, and another took its number."""


@dataclass(frozen=True)
class Held:
    """A number in one's hand."""

    number: str
    series_id: int
    sequence: int
    token: str


def hold(code: str, day: dt.date) -> Held:
    """Hold the next number of ``code`` in the fiscal year of ``day``."""
    fiscal_year = day.year - (day.month < 4)
    token = uuid.uuid4().hex
    with transaction.atomic(durable=True):
        NumberSeries.objects.get_or_create(code=code, fiscal_year=fiscal_year)
        series = NumberSeries.objects.select_for_update().get(code=code, fiscal_year=fiscal_year)
        now = clock.real_now()
        left = series.held.filter(held_until__lte=now).order_by("sequence").first()
        if left is None:
            series.last += 1
            series.save(update_fields=["last"])
            left = HeldNumber(series=series, sequence=series.last)
        left.token, left.held_until = token, now + HOLD
        left.save()
    return Held(f"{code}-{_year(fiscal_year)}-{left.sequence:06}", series.pk, left.sequence, token)


def release(held: Held) -> None:
    """Leave a number to the next paper."""
    HeldNumber.objects.filter(series_id=held.series_id, token=held.token).update(held_until=clock.real_now())


def use(held: Held) -> None:
    """Take a number for good, in the transaction that keeps its paper; hold off the series until that ends."""
    NumberSeries.objects.select_for_update().get(pk=held.series_id)
    if not HeldNumber.objects.filter(series_id=held.series_id, token=held.token).delete()[0]:
        raise NumberLost


def _year(fiscal_year: int) -> str:
    """Write a fiscal year by the era in which it began: R8."""
    begins = dt.date(fiscal_year, 4, 1)
    era = next(era for era in ERAS if begins >= era.begins)
    return f"{era.letter}{fiscal_year - era.year_zero}"
