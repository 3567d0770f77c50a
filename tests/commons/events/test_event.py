"""Events carry ids and nothing else, and survive their way through the table."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from commons.events import Event
from commons.events.event import class_named
from commons.values.ref import Ref

THING = Ref("test.thing", "t1")


@dataclass(frozen=True, kw_only=True)
class AnythingHappened(Event):
    value: Any = None


@dataclass(frozen=True, kw_only=True)
class ThingMoved(Event):
    to: Ref
    after: Ref | None = None
    note_id: str = ""


@pytest.mark.parametrize(
    "value",
    [None, True, 0, 12, "a1", "8f14e45fceea167a5a36dedd4bea2543", "2026-06-10T10:00:00+09:00", "t.item:a-1", "x" * 80],
)
def test_what_could_be_an_id_is_carried(value: Any) -> None:
    event = AnythingHappened(subject=THING, value=value)

    payload = event.payload()

    assert payload == {"value": value}
    assert AnythingHappened.read(str(event.subject), payload) == event


@pytest.mark.parametrize(
    "value",
    ["", "山田太郎", "clerk@city.example", "two words", "x" * 81, "a\nb", "=1", 1.5, b"a1", [1], {"a": 1}, object()],
)
def test_what_is_no_id_is_refused(value: Any) -> None:
    event = AnythingHappened(subject=THING, value=value)

    with pytest.raises(TypeError, match=r"value carries a \w+ that is no id"):
        event.payload()


@pytest.mark.parametrize("moment", [dt.date(2026, 6, 10), dt.datetime(2026, 6, 10, tzinfo=dt.UTC)])
def test_a_date_is_announced_as_iso_text_only(moment: dt.date) -> None:
    with pytest.raises(TypeError):
        AnythingHappened(subject=THING, value=moment).payload()
    assert AnythingHappened(subject=THING, value=moment.isoformat()).payload() == {"value": moment.isoformat()}


@pytest.mark.parametrize("subject", [Ref("test.thing", "山田"), Ref("test.thing", "x" * 100), Ref("test thing", "1")])
def test_a_subject_that_is_no_id_is_refused(subject: Ref) -> None:
    with pytest.raises(TypeError, match="subject"):
        AnythingHappened(subject=subject).payload()


@pytest.mark.parametrize("after", [None, Ref("test.thing", "t0")])
def test_references_come_back_as_references(after: Ref | None) -> None:
    event = ThingMoved(subject=THING, to=Ref("test.place", "p1"), after=after, note_id="a:b")

    payload = event.payload()

    assert payload == {"to": "test.place:p1", "after": str(after) if after else None, "note_id": "a:b"}
    assert ThingMoved.read(str(THING), payload) == event


def test_a_row_of_an_older_release_is_read_without_the_fields_that_went_and_with_defaults_for_those_that_came() -> None:
    event = ThingMoved.read("test.thing:t1", {"to": "test.place:p1", "colour": "red"})

    assert event == ThingMoved(subject=THING, to=Ref("test.place", "p1"))


def test_an_event_is_stored_under_its_app_and_its_class() -> None:
    class ScopeOpened(Event):
        __module__ = "commons.tenancy.events"

    class ItemRetired(Event):
        __module__ = "procurement.events"

    assert (ScopeOpened.name, ItemRetired.name) == ("tenancy.ScopeOpened", "procurement.ItemRetired")
    assert class_named("procurement.ItemRetired") is ItemRetired


def test_two_events_of_one_name_are_refused() -> None:
    def define(module: str) -> None:
        type("TwiceNamed", (Event,), {"__module__": module})

    define("procurement.events")

    with pytest.raises(TypeError, match=r"two events are called procurement\.TwiceNamed"):
        define("procurement.other_events")
