"""The Celery application: it carries nudges; what is owed stands in the database."""

import os
from pathlib import Path
from typing import Any

from celery import Celery, signals
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep
from kombu.entity import Queue

from . import folder_broker, safety

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commons.config.settings.production")

NUDGE_EXPIRES = 60  # seconds; beat's nudges must not pile up while no worker runs

folder_broker.install()
app = Celery("commons")


def transport_options(broker: str) -> dict[str, Any]:
    """Return what keeps a user from waiting for a broker, and where the broker that is a folder lies."""
    once = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}
    if broker.startswith("filesystem:"):
        folder = str(Path(settings.VAR) / "broker")
        return once | {"data_folder_in": folder, "data_folder_out": folder, "polling_interval": 0.2}
    if broker.startswith(("redis:", "rediss:")):
        return once | {"socket_connect_timeout": 1, "socket_timeout": 2, "visibility_timeout": 6 * 60 * 60}
    return once


app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_transport_options=transport_options(settings.CELERY_BROKER_URL),
    broker_connection_timeout=1,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,  # a worker waits for its broker for ever; a web process never does
    task_ignore_result=True,
    task_acks_late=True,
    task_default_queue="deliveries",
    task_queues=[Queue(name) for name in ("deliveries", "jobs")],  # type: ignore[no-untyped-call]  # kombu's
    task_create_missing_queues=False,
    worker_pool="threads",
    worker_concurrency=2,
    worker_prefetch_multiplier=1,
    worker_enable_remote_control=False,
    beat_schedule_filename=str(Path(settings.VAR) / "beat-schedule"),
    beat_schedule={
        "nudge": {
            "task": "events.deliver",
            "schedule": settings.EVENTS_NUDGE_SECONDS,
            "options": {"queue": "deliveries", "expires": NUDGE_EXPIRES},
        },
        "nudge jobs": {
            "task": "jobs.take_up",
            "schedule": settings.JOBS_NUDGE_SECONDS,
            "options": {"queue": "jobs", "expires": NUDGE_EXPIRES},
        },
        "forget what accounts need no more": {
            "task": "accounts.purge",
            "schedule": 60 * 60,
            "options": {"queue": "deliveries", "expires": 60 * 60},
        },
        "forget old notices": {
            "task": "notifications.purge",
            "schedule": 60 * 60,
            "options": {"queue": "deliveries", "expires": 60 * 60},
        },
    },
    timezone=settings.TIME_ZONE,
)
if settings.DEMO_MODE:
    app.conf.beat_schedule["demo-clock"] = {
        "task": "demo.keep_time",
        "schedule": 10,  # seconds; a third of the clock's patience
        "options": {"queue": "deliveries", "expires": 10},
    }
app.set_default()  # being current holds for this thread alone: a web server's others would use an empty application
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()


@signals.worker_init.connect
@signals.beat_init.connect
def _refuse_a_powerful_role(**_: Any) -> None:
    safety.refuse_a_powerful_role()


@signals.setup_logging.connect
def _keep_the_logging_of_django(**_: Any) -> None:
    """Be connected: Celery then leaves the root logger as the settings made it."""
