"""Ask for work."""

from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from structlog.contextvars import get_contextvars

from commons.audit import log
from commons.contracts.refs import Resolved
from commons.tenancy import scopes
from commons.values import clock

from . import nudging, works
from .models import Job

JOB = "jobs.job"


def start(name: str, params: dict[str, Any] | None = None, owner: int | None = None) -> Job:
    """Write a job and have a worker told of it after the commit; return it, for its page.

    It belongs to whoever is at work: the body, or the person who acts for none. In the system's scope ``owner`` names
    the body. ``params`` are primitives: ids and choices, what they lead to is read when the work is done. Called inside
    a transaction, the job is there if the transaction is kept.
    """
    if works.named(name) is None:
        raise LookupError(f"no work is called {name!r}")
    scope = scopes.current()
    if scope.kind == "system" and owner is None:
        raise scopes.ScopeError("In the system's scope a job needs the body that owns it.")
    if scope.kind != "system" and owner not in (None, scope.organisation_id):
        raise scopes.ForeignScope(f"A job of {owner} was started in {scope}.")
    with transaction.atomic():
        job = Job(
            organisation_id=owner or scope.organisation_id,
            person_id=scope.user_id,
            roles=sorted(scope.roles),
            work=name,
            params=params or {},
            started_at=clock.now(),
            request_id=str(get_contextvars().get("request_id", ""))[:64],
            free_from=clock.real_now(),
        )
        job.save()
        log.record("started_job", job.ref, purpose=name)
        if not any(entry[1] is nudging.nudge for entry in connection.run_on_commit):
            transaction.on_commit(nudging.nudge, robust=True)
    return job


def resolved(public_id: str) -> Resolved | None:
    """Follow a reference to a job."""
    job = Job.objects.filter(pk=int(public_id)).first() if public_id.isdecimal() else None
    return Resolved(str(job.title), reverse("jobs:job", args=[job.pk])) if job else None
