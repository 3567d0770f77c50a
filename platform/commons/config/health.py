"""Answer those who ask whether the site lives and is ready. Strangers learn no reason."""

from collections.abc import Callable, Iterator
from pathlib import Path

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger(__name__)


class HealthMiddleware:
    """Answer ``/livez`` and ``/readyz`` before anything else does.

    A probe asks by address, over plain HTTP and without a cookie: no host check, redirect, session or scope is for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/livez":
            return _answer(200, "alive")
        if request.path == "/readyz":
            lacking = list(what_lacks())
            if lacking:
                log.warning("not_ready", lacking=lacking)
            return _answer(503, "not ready") if lacking else _answer(200, "ready")
        return self.get_response(request)


def _answer(status: int, word: str) -> HttpResponse:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(f"{word}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)


def what_lacks() -> Iterator[str]:
    """Name what the site could not work without at this moment."""
    try:
        if not _Migrations.are_applied():
            yield "migrations"
    except DatabaseError:
        yield "database"
    if not broker_takes_messages():
        yield "broker"


class _Migrations:
    """Remember that all migrations were applied: while the process lives, they stay so."""

    applied = False

    @classmethod
    def are_applied(cls) -> bool:
        """Ask the database; once the answer was yes, ask it for a sign of life alone."""
        if cls.applied:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            return True
        executor = MigrationExecutor(connection)
        cls.applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return cls.applied


def broker_takes_messages() -> bool:
    """Tell whether a task could be queued now: the folder is writable, or the server answers within a second."""
    from .worker import app

    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        return _writable(Path(settings.VAR) / "broker" / "queue")
    try:
        with app.connection_for_write(connect_timeout=1) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=1)
    except Exception as fault:  # a broker's client raises whatever its library does
        log.warning("broker_away", fault=type(fault).__qualname__)
        return False
    return True


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)  # as the transport does
        probe = folder / ".probe"
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError:
        return False
    return True
