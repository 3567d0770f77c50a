"""What is left of a deadline."""

import datetime as dt

import pytest
from django.utils import translation

from commons.design.time_left import until
from commons.values.clock import JST

AT = dt.datetime(2026, 6, 10, 10, tzinfo=JST)


@pytest.mark.parametrize(
    ("moment", "text", "kind"),
    [
        (dt.datetime(2026, 6, 10, 10, 0, tzinfo=JST), "Closed", "past"),  # half-open: the moment itself is too late
        (dt.datetime(2026, 6, 10, 10, 0, 30, tzinfo=JST), "1 minute left", "soon"),
        (dt.datetime(2026, 6, 10, 11, 30, tzinfo=JST), "1 hour left", "soon"),
        (dt.datetime(2026, 6, 11, 9, 0, tzinfo=JST), "23 hours left", "soon"),
        (dt.datetime(2026, 6, 12, 17, 0, tzinfo=JST), "2 days left", "soon"),
        (dt.datetime(2026, 6, 13, 17, 0, tzinfo=JST), "3 days left", "soon"),
        (dt.datetime(2026, 6, 14, 17, 0, tzinfo=JST), "4 days left", "near"),
        (dt.datetime(2026, 6, 19, 17, 0, tzinfo=JST), "9 days left", "near"),
        (dt.datetime(2026, 6, 20, 17, 0, tzinfo=JST), "10 days left", "near"),
        (dt.datetime(2026, 6, 21, 17, 0, tzinfo=JST), "11 days left", "later"),
        (dt.date(2026, 6, 9), "Closed", "past"),
        (dt.date(2026, 6, 10), "14 hours left", "soon"),  # a date alone ends at the next midnight
        (dt.date(2026, 6, 12), "2 days left", "soon"),
    ],
)
def test_what_is_left_is_said_by_the_day_and_at_the_end_by_the_hour(moment: dt.date, text: str, kind: str) -> None:
    with translation.override("en"):
        left = until(moment, at=AT)

    assert (left.text, left.kind) == (text, kind)
