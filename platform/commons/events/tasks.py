"""What Celery calls."""

from celery import shared_task

from . import due, nudging
from .delivering import deliver_due
from .purging import purge

SECONDS_PER_NUDGE = 20  # a warm stop waits for the task: keep it short


@shared_task(name="events.deliver", acks_late=True, ignore_result=True)
def deliver() -> None:
    """Notice what has come due and make the deliveries; when there are more than fit, ask for another turn."""
    due.tick()
    if not deliver_due(for_seconds=SECONDS_PER_NUDGE).drained:
        nudging.nudge()
        return
    purge()
