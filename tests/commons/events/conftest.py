"""Events and handlers for the tests of the outbox, and a machine's clock that can be moved."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from commons.events import announce, handlers, nudging
from commons.values import clock
from commons.values.ref import Ref
from tests.commons.events.lamps import LampLit


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
def receiving() -> Iterator[Callable[..., None]]:
    """Register handlers of LampLit for the length of a test."""
    before = dict(handlers._handlers)

    def register(work: Callable[[LampLit], Any], *, name: str = "lamps.work", kind: handlers.Kind = "database") -> None:
        handlers._handlers.pop(name, None)
        handlers.receives(LampLit, name=name, kind=kind)(work)

    yield register
    handlers._handlers.clear()
    handlers._handlers.update(before)


@pytest.fixture
def light() -> Callable[..., None]:
    """Announce that lamps were lit, in one transaction."""

    def announced(*numbers: int, lamp: str = "lamp-1") -> None:
        with transaction.atomic():
            for number in numbers:
                announce(LampLit(subject=Ref("test.lamp", lamp), number=number))

    return announced


@pytest.fixture(autouse=True)
def _nudges_are_not_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudging, "_quiet_until", 0.0)
