"""A real worker on the filesystem transport, killed and stopped in the middle of a job."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.commons.events.stage.processes import PATIENCE, Stage

pytestmark = [
    pytest.mark.worker,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the stage copies the tests' SQLite file"),
]


class JobsStage(Stage):
    """The stage with a work."""

    settings = "tests.commons.jobs.stage.settings"

    def start_job(self) -> None:
        """Start the job from a process of its own."""
        assert self._start(sys.executable, "-m", "tests.commons.jobs.stage.start").wait(timeout=PATIENCE) == 0

    def steps(self) -> list[int]:
        """List the steps that were done, in that order."""
        trace = self.var / "steps"
        return [int(line) for line in trace.read_text().split()] if trace.exists() else []

    def job(self) -> tuple[str, int, int]:
        """Return the job's state, how far it came and how often it was taken."""
        state, done, tries = self.run_sql("SELECT state, done, tries FROM jobs_job")[0]
        return state, done, tries


@pytest.fixture
def stage(django_db_setup: None, tmp_path: Path) -> Iterator[JobsStage]:
    installation = JobsStage(tmp_path, Path(settings.DATABASES["default"]["NAME"]))
    yield installation
    installation.close()


def test_a_killed_job_goes_on_where_it_was_and_ends_once(stage: JobsStage) -> None:
    stage.lease = 2.0
    (stage.var / "linger").touch()
    stage.start_job()
    worker = stage.worker("jobs")
    stage.beat()
    stage.wait_until(lambda: (stage.var / "inside").exists(), "the job works")

    worker.kill()  # -9
    worker.wait()
    assert stage.job() == ("working", 2, 1)

    (stage.var / "linger").unlink()
    stage.worker("jobs")
    stage.wait_until(lambda: stage.job()[0] == "done", "the next worker ends it")
    assert stage.steps() == [0, 1, 2, 3]
    assert stage.job() == ("done", 4, 2)


def test_a_long_step_keeps_its_lease_by_the_heartbeat_and_a_second_worker_leaves_it_alone(stage: JobsStage) -> None:
    stage.lease = 1.0
    (stage.var / "linger").touch()
    stage.start_job()
    stage.worker("jobs")
    stage.worker("jobs")
    stage.beat()
    stage.wait_until(lambda: (stage.var / "inside").exists(), "the job works")
    first = stage.run_sql("SELECT heartbeat_at FROM jobs_job")

    stage.wait_until(lambda: stage.run_sql("SELECT heartbeat_at FROM jobs_job") > first, "the heart beats")
    stage.wait_until(
        lambda: stage.run_sql("SELECT heartbeat_at > free_from FROM jobs_job") == [(0,)], "the lease holds"
    )
    (stage.var / "linger").unlink()

    stage.wait_until(lambda: stage.job()[0] == "done", "the first worker ends it")
    assert stage.steps() == [0, 1, 2, 3]
    assert stage.job() == ("done", 4, 1)


def test_a_stopped_worker_lays_its_job_down_for_the_next(stage: JobsStage) -> None:
    (stage.var / "linger").touch()
    stage.start_job()
    worker = stage.worker("jobs")
    stage.beat()
    stage.wait_until(lambda: (stage.var / "inside").exists(), "the job works")

    worker.send_signal(signal.SIGTERM)
    stage.wait_until(lambda: (stage.var / "stopping").exists(), "the worker has heard it")
    (stage.var / "linger").unlink()
    assert worker.wait(timeout=PATIENCE) == 0
    state, done, tries = stage.job()
    assert (state, tries) == ("waiting", 0)
    assert done < 4

    stage.worker("jobs")
    stage.wait_until(lambda: stage.job()[0] == "done", "the next worker ends it")
    assert stage.steps() == [0, 1, 2, 3]
