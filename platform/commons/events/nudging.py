"""Tell the worker that something is due. A nudge may be lost, late or doubled: the table knows what is owed."""

import structlog
from django.db import connection, transaction

STALE_AFTER = 60  # seconds: nudges that piled up while no worker ran are thrown away unread

log = structlog.get_logger(__name__)


def nudge_after_commit() -> None:
    """Nudge once when the open transaction is kept, however much it announces."""
    if not any(callback is nudge for _, callback, _ in connection.run_on_commit):
        transaction.on_commit(nudge, robust=True)


def nudge() -> None:
    """Send a nudge; log a broker's fault and raise none: what was acknowledged to the user stays acknowledged.

    One attempt with a short time-out (the broker's transport options): without ``retry=False`` Celery would keep the
    user waiting for a broker that is away. Beat's next nudge makes up for a lost one.
    """
    from .tasks import deliver  # Celery is needed by who nudges, not by who announces

    try:
        deliver.apply_async(retry=False, ignore_result=True, expires=STALE_AFTER)
    except Exception as fault:  # a broker's client raises whatever its library does
        log.warning("nudge_lost", fault=type(fault).__qualname__)
