"""What Celery calls."""

from celery import shared_task, signals

from . import nudging, purging, working

SECONDS_PER_NUDGE = 600  # then another nudge follows, so that the messages of a long night stay fresh


@shared_task(name="jobs.take_up", acks_late=True, ignore_result=True)
def take_up() -> None:
    """Do the jobs that are due; when there are more than fit, ask for another turn."""
    if working.work_due(for_seconds=SECONDS_PER_NUDGE):
        nudging.nudge()
    else:
        purging.purge()


@signals.worker_shutting_down.connect
def lay_down(**_: object) -> None:
    """Have the job in hand laid down after its step: the next worker goes on with it."""
    working.stopping.set()
