"""Tell the worker that something is due. A nudge may be lost, late or doubled: the table knows what is owed."""

import time

import structlog
from django.db import connection, transaction

STALE_AFTER = 60  # seconds: nudges that piled up while no worker ran are thrown away unread
QUIET_FOR = 5.0  # seconds without a nudge after a lost one: beat's do meanwhile

log = structlog.get_logger(__name__)

_quiet_until = 0.0  # on the machine's monotonic clock; threads may race for it, and lose nothing by it


def nudge_after_commit() -> None:
    """Nudge once when the open transaction is kept, however much it announces."""
    if not any(entry[1] is nudge for entry in connection.run_on_commit):
        transaction.on_commit(nudge, robust=True)


def nudge() -> None:
    """Send a nudge; log a broker's fault and raise none: what was acknowledged to the user stays acknowledged.

    One attempt with a short time-out (the broker's transport options): without ``retry=False`` Celery would keep the
    user waiting for a broker that is away. After a lost one the next users are spared the time-out for a while.
    """
    global _quiet_until
    from .tasks import deliver  # here, because it is Celery's: who announces can do without

    if time.monotonic() < _quiet_until:
        return
    try:
        deliver.apply_async(retry=False, ignore_result=True, expires=STALE_AFTER)
    except Exception as fault:  # a broker's client raises whatever its library does
        _quiet_until = time.monotonic() + QUIET_FOR
        log.warning("nudge_lost", fault=type(fault).__qualname__)
