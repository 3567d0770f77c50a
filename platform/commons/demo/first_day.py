"""The day on which the demonstration begins. Its content counts days from here, so it never ages."""

import datetime as dt

from commons.values.clock import JST

DEMO_DAY = dt.date(2026, 6, 10)  # a Wednesday
START = dt.datetime.combine(DEMO_DAY, dt.time(10, 0), tzinfo=JST)
