"""What Celery calls."""

from celery import shared_task

from . import business_time


@shared_task(name="demo.keep_time", ignore_result=True)
def keep_time() -> None:
    """Keep the demonstration's clock going."""
    business_time.keep()
