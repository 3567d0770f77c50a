"""The next moment at which something begins or ends, over all houses."""

import datetime as dt

import pytest

from commons.contracts import deadlines
from commons.values.clock import JST

NOON = dt.datetime(2026, 6, 10, 12, tzinfo=JST)


@pytest.fixture(autouse=True)
def no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start with no house."""
    monkeypatch.setattr(deadlines, "_sources", [])


def test_the_nearest_of_all_houses_is_next():
    deadlines.register(lambda moment: moment + dt.timedelta(days=2))
    deadlines.register(lambda moment: moment + dt.timedelta(hours=1))
    deadlines.register(lambda _: None)

    assert deadlines.next_after(NOON) == NOON + dt.timedelta(hours=1)


def test_with_nothing_ahead_there_is_no_next():
    deadlines.register(lambda _: None)

    assert deadlines.next_after(NOON) is None


def test_a_source_registered_twice_is_asked_once():
    asked: list[dt.datetime] = []

    def source(moment: dt.datetime) -> None:
        asked.append(moment)

    deadlines.register(source)
    deadlines.register(source)
    deadlines.next_after(NOON)

    assert asked == [NOON]
