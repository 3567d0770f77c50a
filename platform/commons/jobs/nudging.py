"""Tell the worker of jobs that there is work. A nudge may be lost, late or doubled: the table knows what is owed."""

import structlog

STALE_AFTER = 60  # seconds: nudges that piled up behind a long job are thrown away unread

log = structlog.get_logger(__name__)


def nudge() -> None:
    """Send a nudge; log a broker's fault and raise none. Beat brings what was lost."""
    from .tasks import take_up  # here, because it is Celery's: who starts a job can do without

    try:
        take_up.apply_async(retry=False, ignore_result=True, expires=STALE_AFTER, queue="jobs")
    except Exception as fault:  # a broker's client raises whatever its library does
        log.warning("nudge_lost", fault=type(fault).__qualname__)
