"""Throw away what is done."""

import datetime as dt

from django.db.models import Exists, OuterRef

from commons.values import clock

from .models import Announcement, Delivery

KEPT_FOR = dt.timedelta(days=30)
AT_ONCE = 500  # rows: on SQLite a deletion holds the one write lock


def purge() -> int:
    """Delete deliveries closed 30 days ago, and announcements of that age with none left; return how many rows went.

    The machine's time counts: this looks after a table, and a jump of the business clock would take away what is needed
    to find out what happened. What is open or parked is never deleted.
    """
    before = clock.real_now() - KEPT_FOR
    closed = list(Delivery.objects.filter(closed_at__lt=before).values_list("pk", flat=True)[:AT_ONCE])
    if closed:
        Delivery.objects.filter(pk__in=closed).delete()
    left = Exists(Delivery.objects.filter(announcement=OuterRef("pk")))
    done = list(Announcement.objects.filter(~left, recorded_at__lt=before).values_list("pk", flat=True)[:AT_ONCE])
    if done:
        Announcement.objects.filter(pk__in=done).delete()
    return len(closed) + len(done)
