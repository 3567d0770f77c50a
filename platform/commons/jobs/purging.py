"""Throw away what is done."""

import datetime as dt

from commons.tenancy import scopes
from commons.values import clock

from .models import Job

KEPT_FOR = dt.timedelta(days=30)
AT_ONCE = 100


def purge() -> int:
    """Delete jobs that finished 30 days ago, with their files; return how many went. The machine's time counts."""
    before = clock.real_now() - KEPT_FOR
    with scopes.system("forgetting finished jobs"):
        old = list(Job.objects.filter(finished_at__lt=before).order_by("pk")[:AT_ONCE])
        for job in old:
            if job.file:
                job.file.delete(save=False)
            job.delete()
    return len(old)
