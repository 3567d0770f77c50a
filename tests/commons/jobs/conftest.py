"""Works for tests, and a machine's clock that can be moved."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from commons.jobs import Progress, Result, working, works
from commons.jobs.models import Job
from commons.tenancy import scopes
from commons.values import clock


class RealClock:
    """The machine's clock, moved by hand."""

    def __init__(self) -> None:
        self.now = dt.datetime(2030, 4, 1, 9, tzinfo=clock.JST)

    def forward(self, **by: float) -> None:
        """Move it on."""
        self.now += dt.timedelta(**by)


@pytest.fixture
def real_clock(monkeypatch: pytest.MonkeyPatch) -> RealClock:
    """Stop the machine's clock."""
    stopped = RealClock()
    monkeypatch.setattr(clock, "real_now", lambda: stopped.now)
    return stopped


@pytest.fixture
def working_as(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Register a work called "test.work" for the length of a test."""
    before = dict(works._works)

    def register(function: works.Function, *, runs_as: works.RunsAs = "owner") -> None:
        works._works.pop("test.work", None)
        works.work("test.work", title="試しの仕事", runs_as=runs_as)(function)

    register(count_to_three)
    yield register
    works._works.clear()
    works._works.update(before)
    working.stopping.clear()


def count_to_three(job: Job) -> works.Steps:
    """Go three steps."""
    for done in (1, 2, 3):
        yield Progress(done, 3, f"第{done}段")
    return Result(note="数えました", facts={"sum": 6})


def reread(job: Job) -> Job:
    """Return a job as the database has it."""
    with scopes.system("test"):
        found: Job = Job.objects.get(pk=job.pk)
        return found
