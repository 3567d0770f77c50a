"""A nudge is sent once and quickly, and its loss is nobody's trouble."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from structlog.testing import capture_logs

from commons.events import nudging, tasks
from commons.events.models import Delivery
from tests.commons.events.lamps import LampLit


def ignore(event: LampLit) -> None:
    """Do nothing."""


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    options: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.deliver, "apply_async", lambda **given: options.append(given))
    return options


def test_every_thread_of_a_process_nudges_through_our_broker() -> None:
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(tasks.deliver.app.conf.broker_url))

    thread.start()
    thread.join()

    assert found == [settings.CELERY_BROKER_URL]


def test_a_nudge_is_tried_once_and_goes_stale(sent: list[dict[str, Any]]) -> None:
    nudging.nudge()

    assert sent == [{"retry": False, "ignore_result": True, "expires": 60}]


def test_a_lost_nudge_is_logged_by_class_and_raises_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> None:
        raise ConnectionRefusedError("redis://:secret@10.0.0.1")

    monkeypatch.setattr(tasks.deliver, "apply_async", refuse)

    with capture_logs() as logs:
        nudging.nudge()

    assert logs == [{"event": "nudge_lost", "fault": "ConnectionRefusedError", "log_level": "warning"}]


def test_after_a_lost_nudge_the_next_users_wait_for_no_time_out(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[None] = []

    def refuse(**_: Any) -> None:
        tried.append(None)
        raise OSError

    monkeypatch.setattr(tasks.deliver, "apply_async", refuse)

    nudging.nudge()
    nudging.nudge()
    assert len(tried) == 1
    monkeypatch.setattr(nudging, "_quiet_until", time.monotonic() - 1)
    nudging.nudge()
    assert len(tried) == 2


@pytest.fixture
def silent_redis(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Point the application at a broker that takes the connection and never answers."""
    from commons.config import worker

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        url = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        options = worker.transport_options(url)
        monkeypatch.setitem(current_app.conf, "broker_url", url)
        monkeypatch.setitem(current_app.conf, "broker_transport_options", options)
        before = tasks.deliver.apply_async

        def send(**given: Any) -> Any:
            with current_app.connection_for_write(url=url, transport_options=options) as connection:
                return before(connection=connection, **given)

        monkeypatch.setattr(tasks.deliver, "apply_async", send)
        yield


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_never_answers_keeps_a_user_waiting_for_two_seconds_at_most(
    silent_redis: None, receiving: Callable[..., None], light: Callable[..., None]
) -> None:
    receiving(ignore)

    began = time.monotonic()
    light(1)
    light(2)

    assert time.monotonic() - began < 4
    assert Delivery.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_turn_that_left_something_asks_for_another(
    sent: list[dict[str, Any]],
    receiving: Callable[..., None],
    light: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    receiving(ignore)
    light(1)
    sent.clear()

    monkeypatch.setattr(tasks, "SECONDS_PER_NUDGE", 0)
    tasks.deliver()
    assert (len(sent), Delivery.objects.filter(closed_at=None).count()) == (1, 1)

    sent.clear()
    monkeypatch.setattr(tasks, "SECONDS_PER_NUDGE", 20)
    tasks.deliver()
    assert (len(sent), Delivery.objects.filter(closed_at=None).count()) == (0, 0)
