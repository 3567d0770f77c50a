"""Take jobs and do them: a worker's whole work.

A worker may die between any two lines. While it lives, its heartbeat moves the lease on; when the lease ends, the next
worker takes the job up again, at most three times in all, then it is ended with a sentence.
"""

import datetime as dt
import threading
import time
import traceback
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import structlog
from django.core.files import File
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from commons.events import transactions
from commons.files.models.ownership import folder_of
from commons.tenancy import scopes
from commons.values import clock
from commons.values.refusals import Refusal

from . import works
from .models import Job
from .models.job import JobQuerySet
from .works import Progress, Result, Work

LEASE = dt.timedelta(seconds=60)
BEAT = 15.0  # seconds between heartbeats: four to a lease
TRIES = 3
PAUSE = dt.timedelta(seconds=10)  # after a fault, before the next try

log = structlog.get_logger(__name__)
stopping = threading.Event()  # set when the worker is told to stop: the job in hand is laid down after its step


class TokenLost(Exception):
    """The lease ended and another worker took the job: this one has no say in it any more."""


class _LaidDown(Exception):
    """The worker stops; another goes on."""


def work_due(*, for_seconds: float | None = None) -> int:
    """Do every job that is due, oldest first, until none is left or the time is up; return how many were taken."""
    if transactions.is_open():
        raise RuntimeError("work_due() was called inside a transaction. Call it after the commit.")
    ends = None if for_seconds is None else time.monotonic() + for_seconds
    taken = 0
    while not stopping.is_set() and (ends is None or time.monotonic() < ends):
        job = take(clock.real_now())
        if job is None:
            break
        taken += 1
        do(job)
    return taken


def take(moment: dt.datetime) -> Job | None:
    """Take the oldest free job for the length of a lease, or return ``None``."""
    with scopes.system("taking up a job"):
        if connection.features.has_select_for_update_skip_locked:
            with transaction.atomic(durable=True):
                found = _free(moment).select_for_update(skip_locked=True, of=("self",)).first()
                return found and _lease(found, moment)
        found = _free(moment).first()  # no lock is held: an idle look must not stand in the way of SQLite's one writer
        while found is not None:
            if leased := _lease(found, moment):
                return leased
            found = _free(moment).first()  # another worker was quicker
        return None


def do(job: Job) -> None:
    """Do a taken job, and write down how it ended."""
    bound = {"job": job.pk, "work": job.work, "request_id": job.request_id}
    with structlog.contextvars.bound_contextvars(**bound), translation.override("ja"), _heartbeat(job):
        try:
            _finish(job, _worked(job))
        except TokenLost:
            log.warning("job_token_lost")
        except _LaidDown:
            _write(job, state=Job.State.WAITING, tries=job.tries - 1, token="", free_from=clock.real_now())
        except Refusal as refusal:
            _end(job, str(refusal))
        except Exception as fault:
            _note(job, fault)


def _free(moment: dt.datetime) -> JobQuerySet:
    found: JobQuerySet = Job.objects.free_at(moment).order_by("pk")
    return found


def _lease(found: Job, moment: dt.datetime) -> Job | None:
    """Write token and lease, if nobody else did since it was found."""
    found_token, found.token = found.token, uuid.uuid4().hex
    found.tries += 1
    found.state = Job.State.WORKING
    changed = (
        Job.objects.free_at(moment)
        .filter(pk=found.pk, token=found_token)
        .update(token=found.token, tries=found.tries, state=found.state, free_from=moment + LEASE, heartbeat_at=moment)
    )
    return found if changed else None


def _worked(job: Job) -> Result:
    """Go through the work's steps; return what it leaves."""
    known = works.named(job.work)
    if known is None:
        raise Refusal(_("This work is not offered any more. Nothing was changed."))
    if job.tries > TRIES:
        raise Refusal(_given_up(job))
    with _scope_of(job, known):
        steps = known.function(job)
        try:
            while True:
                with clock.unit_of_work():
                    progress = next(steps)
                _tell(job, progress)
                if stopping.is_set():
                    raise _LaidDown
        except StopIteration as end:
            return end.value or Result()
        finally:
            steps.close()


def _scope_of(job: Job, known: Work) -> AbstractContextManager[scopes.Scope]:
    if known.runs_as == "system" or job.person_id is None:
        return scopes.system(f"job {job.pk} of {job.work}")
    if job.organisation_id is None:
        return scopes.person(job.person_id)
    return scopes.member(user_id=job.person_id, organisation_id=job.organisation_id, roles=frozenset(job.roles))


def _tell(job: Job, progress: Progress) -> None:
    """Keep how far it came; find out whether the job is still ours."""
    if transactions.is_open():
        raise RuntimeError(f"{job.work} told of its progress inside a transaction: commit the step first.")
    job.checkpoint = progress.checkpoint if progress.checkpoint is not None else job.checkpoint
    now = clock.real_now()
    _write(
        job,
        done=max(0, progress.done),
        total=max(0, progress.total),
        note=str(progress.note)[:200],
        checkpoint=job.checkpoint,
        heartbeat_at=now,
        free_from=now + LEASE,
    )


def _finish(job: Job, result: Result) -> None:
    if result.file is not None:
        _keep_file(job, result)
    _write(
        job,
        state=Job.State.DONE,
        note=str(result.note)[:200],
        result_url=result.url,
        faults=[[str(name), str(sentence)] for name, sentence in result.faults],
        facts=result.facts,
        file=job.file.name or "",
        filename=job.filename,
        error="",
        finished_at=clock.real_now(),
    )


def _keep_file(job: Job, result: Result) -> None:
    """Move the file into the owner's folder: the path itself says whose it is."""
    file = result.file
    if file is None:
        return
    folder = folder_of(job.organisation_id) if job.organisation_id else f"persons/{job.person_id}"
    with file.open("rb") as content:
        job.file.save(f"{folder}/jobs/{uuid.uuid4().hex}{file.suffix}", File(content), save=False)
    file.unlink()
    job.filename = (result.filename or file.name)[:120]


def _end(job: Job, sentence: str) -> None:
    _write(job, state=Job.State.ENDED, error=sentence[:400], finished_at=clock.real_now())
    log.warning("job_ended", tries=job.tries)


def _note(job: Job, fault: Exception) -> None:
    """Set the pause before the next try, or give up; log the fault's class and place, never its message."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    log.error("job_failed", fault=type(fault).__qualname__, place=f"{last.filename}:{last.lineno}", tries=job.tries)
    if job.tries >= TRIES:
        _end(job, _given_up(job))
    else:
        _write(job, state=Job.State.WAITING, token="", free_from=clock.real_now() + PAUSE)


def _given_up(job: Job) -> str:
    return _(
        "This work was tried %(tries)d times and could not be finished. What it had done until then is kept. "
        "Please tell the hub the number %(number)d."
    ) % {"tries": TRIES, "number": job.pk}


def _write(job: Job, **values: object) -> None:
    """Change the row, if the job is still ours."""
    with _system_or_own():
        if not Job.objects.held_by(job.token).filter(pk=job.pk).update(**values):
            raise TokenLost


@contextmanager
def _system_or_own() -> Iterator[None]:
    """Write in the system's scope where none is open. Inside a work its own scope will do: the job is its owner's."""
    if scopes.current_or_none() is None:
        with scopes.system("keeping a job"):
            yield
    else:
        yield


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Move the lease on while the work goes on, however long one step takes."""
    ended = threading.Event()

    def beat() -> None:
        try:
            while not ended.wait(BEAT):
                _beat_once(job)
        except DatabaseError as fault:  # the next step finds out whether the job was lost
            log.warning("job_heartbeat_failed", fault=type(fault).__qualname__)
        finally:
            connection.close()

    heart = threading.Thread(target=beat, name=f"heart of job {job.pk}", daemon=True)
    heart.start()
    try:
        yield
    finally:
        ended.set()
        heart.join()


def _beat_once(job: Job) -> None:
    now = clock.real_now()
    with scopes.system("heartbeat of a job"):
        Job.objects.held_by(job.token).filter(pk=job.pk).update(heartbeat_at=now, free_from=now + LEASE)
