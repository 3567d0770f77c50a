"""What Celery calls."""

from celery import shared_task

from commons.tenancy import scopes
from commons.values import clock

from . import notices


@shared_task(name="notifications.purge", acks_late=True, ignore_result=True)
def purge() -> None:
    """Forget notices of half a year ago."""
    with scopes.system("purging old notices"), clock.unit_of_work():
        notices.purge()
