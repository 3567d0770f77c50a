"""The demonstration's own clock, and its people."""

import datetime as dt
from collections.abc import Iterator

import pytest

from commons.demo import business_time, people
from commons.tenancy import scopes
from commons.values import clock
from tests.clock import of_the_demonstration


class Machine:
    """The machine's time, which passes when a test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = dt.datetime(2030, 3, 1, 9, 0, tzinfo=clock.JST)
        monkeypatch.setattr(clock, "real_now", lambda: self.now)

    def passes(self, **by: float) -> None:
        """Let time pass: ``seconds=5``, ``days=1`` …"""
        self.now += dt.timedelta(**by)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Take the machine's time in hand."""
    return Machine(monkeypatch)


@pytest.fixture
def demo_clock(db: None, machine: Machine) -> Iterator[None]:
    """Let business time be the demonstration's, begun at the machine's moment."""
    with of_the_demonstration():
        business_time.begin()
        yield


@pytest.fixture
def demo_people(db: None) -> None:
    """Bring the people in."""
    with scopes.system("test set-up"):
        people.seed()
