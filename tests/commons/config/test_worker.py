"""What the worker is set to do."""

import pytest
from celery import current_app
from django.conf import settings

from commons.config.worker import app, transport_options


def test_beat_nudges_every_few_seconds_and_its_nudges_go_stale() -> None:
    nudge = app.conf.beat_schedule["nudge"]

    assert nudge["task"] == "events.deliver"
    assert nudge["schedule"] == settings.EVENTS_NUDGE_SECONDS <= 5
    assert nudge["options"]["expires"] >= nudge["schedule"]


def test_every_task_that_beat_sends_exists() -> None:
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} - app.tasks.keys() == set()


def test_what_a_run_leaves_behind_lies_in_var() -> None:
    folders = [transport_options("filesystem://")["data_folder_in"], app.conf.beat_schedule_filename]

    assert all(folder.startswith(str(settings.VAR)) for folder in folders)


def test_tasks_are_acknowledged_late_and_leave_no_result() -> None:
    assert (app.conf.task_acks_late, app.conf.task_ignore_result) == (True, True)
    assert (app.conf.worker_pool, app.conf.worker_prefetch_multiplier) == ("threads", 1)
    assert [queue.name for queue in app.conf.task_queues] == ["deliveries", "jobs"]


@pytest.mark.parametrize("broker", ["filesystem://", "redis://127.0.0.1/0", "rediss://broker/0", "memory://"])
def test_no_broker_is_asked_more_than_twice_for_one_nudge(broker: str) -> None:
    options = transport_options(broker)

    assert (options["max_retries"], options["interval_max"]) == (1, 0)


def test_redis_is_given_short_time_outs_and_a_visibility_longer_than_any_task() -> None:
    options = transport_options("redis://127.0.0.1/0")

    assert options["socket_connect_timeout"] + options["socket_timeout"] <= 3
    assert options["visibility_timeout"] >= 60 * 60


def test_the_application_is_the_default_of_every_thread() -> None:
    assert current_app._get_current_object() is app
