"""Register the stage's work, and shorten the waits."""

import datetime as dt
import os
import time
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.conf import settings

if TYPE_CHECKING:  # it needs Django's apps, which are not there yet
    from commons.jobs.models import Job
    from commons.jobs.works import Steps

STEPS = 4


class StageConfig(AppConfig):
    """The stage."""

    name = "tests.commons.jobs.stage"
    label = "jobs_stage"

    def ready(self) -> None:
        """Set the stage."""
        from celery import signals

        from commons import jobs
        from commons.jobs import working

        signals.worker_shutting_down.connect(_tell_of_the_stop)
        working.LEASE = dt.timedelta(seconds=float(os.environ["STAGE_LEASE"]))
        working.BEAT = working.LEASE.total_seconds() / 4
        jobs.work("stage.steps", title="段", runs_as="system")(steps)


def steps(job: "Job") -> "Steps":
    """Leave a line a step; wait before the third while the test wants it."""
    from commons.jobs import Progress, Result

    for step in range(job.checkpoint or 0, STEPS):
        while step == 2 and (settings.VAR / "linger").exists():
            (settings.VAR / "inside").touch()
            time.sleep(0.02)
        with (settings.VAR / "steps").open("a") as trace:
            trace.write(f"{step}\n")
        yield Progress(step + 1, STEPS, checkpoint=step + 1)
    return Result(note="済")


def _tell_of_the_stop(**_: object) -> None:
    (settings.VAR / "stopping").touch()
