"""Real processes on the filesystem transport, and what is done to them."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.commons.events.stage.processes import PATIENCE, Stage

pytestmark = [
    pytest.mark.worker,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the stage copies the tests' SQLite file"),
]

STEPS = [
    "before deliver_due",
    "after take",
    "before close",
    "after close",
    "in the database handler",
    "after make",
    "in the outside handler",
    "after the outside handler",
]


@pytest.fixture
def stage(django_db_setup: None, tmp_path: Path) -> Iterator[Stage]:
    installation = Stage(tmp_path, Path(settings.DATABASES["default"]["NAME"]))
    yield installation
    installation.close()


def test_with_the_broker_away_announcing_neither_fails_nor_hangs_and_beat_brings_it_later(stage: Stage) -> None:
    stage.broker.touch()  # a file where the folder should be: every send fails
    poke = stage.web()

    answer = poke([1])
    assert answer["faults"] == []
    assert answer["longest"] < 5  # seconds, on a busy machine; Celery's own retries would never end
    assert stage.open_deliveries() == 2

    stage.worker()
    stage.beat()
    stage.broker.unlink()
    stage.wait_until(lambda: stage.open_deliveries() == 0, "beat's nudge brings the delivery")
    assert (stage.effects(), stage.sent()) == ([1], [1])


def test_a_worker_killed_between_any_two_steps_delays_and_neither_loses_nor_doubles(stage: Stage) -> None:
    stage.lease = 1.0
    stage.beat()
    poke = stage.web()
    worker = stage.worker()

    for number, step in enumerate(STEPS, start=1):
        (stage.var / "die").write_text(step)
        poke([number])
        assert worker.wait(timeout=PATIENCE) == -signal.SIGKILL, step
        worker = stage.worker()

    stage.wait_until(lambda: stage.open_deliveries() == 0, "all is delivered")
    numbers = list(range(1, len(STEPS) + 1))
    assert stage.effects() == numbers
    assert sorted(set(stage.sent())) == numbers  # an outside handler may send twice; it never fails to


def test_a_worker_killed_in_the_middle_of_a_handler_leaves_nothing_half_done(stage: Stage) -> None:
    stage.lease = 1.0
    (stage.var / "linger").touch()
    poke = stage.web()
    worker = stage.worker()
    poke([1])
    stage.wait_until(lambda: (stage.var / "inside").exists(), "the handler works")

    worker.kill()  # -9, and the nudge that it held is gone from the folder: acks_late does not bring it back
    worker.wait()
    assert stage.effects() == []
    assert not list(stage.broker.glob("*.msg"))

    (stage.var / "linger").unlink()
    stage.worker()
    stage.beat()
    stage.wait_until(lambda: stage.open_deliveries() == 0, "the next worker delivers")
    assert (stage.effects(), set(stage.sent())) == ([1], {1})


def test_two_workers_at_once_deliver_each_once_and_in_order(stage: Stage) -> None:
    numbers = list(range(60))
    stage.worker()
    stage.worker()
    stage.beat()

    answer = stage.web()(numbers, subjects=3)

    assert answer["faults"] == []
    stage.wait_until(lambda: stage.open_deliveries() == 0, "all is delivered")
    assert sorted(stage.effects()) == sorted(stage.sent()) == numbers
    for subject in range(3):
        expected = [number for number in numbers if number % 3 == subject]
        assert [number for number in stage.effects() if number % 3 == subject] == expected
        assert [number for number in stage.sent() if number % 3 == subject] == expected


def test_web_and_worker_write_to_sqlite_at_once_and_no_user_meets_a_locked_database(stage: Stage) -> None:
    poke = stage.web()
    poke([0])
    stage.worker()
    stage.wait_until(lambda: stage.effects() == [0], "the worker is up")

    answer = poke(list(range(1, 201)), subjects=201)

    stage.wait_until(lambda: stage.open_deliveries() == 0, "all is delivered")
    assert answer["faults"] == []
    assert sorted(stage.effects()) == list(range(201))
    assert "locked" not in (stage.var / "log").read_text()


@pytest.fixture
def half_written(stage: Stage) -> Any:
    def write() -> None:
        stage.broker.mkdir(exist_ok=True)
        (stage.broker / "1_x.deliveries.msg").write_text("")

    return write


def test_a_half_written_message_and_a_vanished_folder_leave_the_worker_alive(stage: Stage, half_written: Any) -> None:
    half_written()
    worker = stage.worker()
    poke = stage.web()
    stage.wait_until(lambda: not list(stage.broker.glob("*.msg")), "the message is taken")

    shutil.rmtree(stage.broker)
    poke([1])

    stage.wait_until(lambda: stage.open_deliveries() == 0, "the worker goes on")
    assert worker.poll() is None
