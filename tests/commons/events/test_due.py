"""The tick: each due moment has its effect once, and a moved or outrun one has none."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from commons.events import deliver_due, due
from commons.events.due import Due, DueKind
from commons.events.models import DueMoment
from commons.tenancy import scopes
from commons.values import clock
from commons.values.ref import Ref
from tests.clock import StandingClock

pytestmark = pytest.mark.django_db(transaction=True)
LAMP = Ref("test.lamp", "lamp-1")


def at(day: int, hour: int = 0) -> dt.datetime:
    return dt.datetime(2026, 6, day, hour, tzinfo=clock.JST)


@dataclass
class Lamps:
    """A house whose lamp goes out at a moment, with reminders before it."""

    out_at: dt.datetime = field(default_factory=lambda: at(20))
    done: list[tuple[str, dt.datetime]] = field(default_factory=list)
    reasons: set[str] = field(default_factory=set)
    broken: bool = False

    def reminder(self, days: int, successor: str | None) -> DueKind:
        """Remind some days before, as long as the lamp burns."""

        def find(now: dt.datetime) -> Iterator[Due]:
            if now < self.out_at:
                yield Due(LAMP, self.out_at - dt.timedelta(days=days))

        return DueKind(f"lamps.{days}", find, lambda subject, moment: self.act(f"{days}", moment), successor)

    def act(self, what: str, moment: dt.datetime) -> None:
        """Note it."""
        self.reasons.add(scopes.current().kind)
        self.done.append((what, moment))

    def find_out(self, now: dt.datetime) -> Iterator[Due]:
        """List the lamp while it burns beyond its time."""
        if self.broken:
            raise RuntimeError("a house's fault")
        yield Due(LAMP, self.out_at)


@pytest.fixture
def lamps() -> Iterator[Lamps]:
    """Register the kinds for the length of a test."""
    before, house = dict(due._kinds), Lamps()
    for kind in (house.reminder(7, "lamps.3"), house.reminder(3, "lamps.1"), house.reminder(1, "lamps.out")):
        due.register(kind)
    due.register(DueKind("lamps.out", house.find_out, lambda subject, moment: house.act("out", moment)))
    yield house
    due._kinds.clear()
    due._kinds.update(before)


def run() -> None:
    due.tick()
    deliver_due()


def test_each_moment_is_acted_on_once_when_it_comes(lamps: Lamps, business_clock: StandingClock) -> None:
    for day in range(10, 23):
        business_clock.moment = at(day, 9)
        run()
        run()

    assert lamps.done == [("7", at(13)), ("3", at(17)), ("1", at(19)), ("out", at(20))]
    assert lamps.reasons == {"system"}


def test_after_a_jump_one_message_goes(lamps: Lamps, business_clock: StandingClock) -> None:
    business_clock.moment = at(19, 9)

    run()

    assert lamps.done == [("1", at(19))]


def test_after_a_jump_over_the_deadline_no_reminder_goes(lamps: Lamps, business_clock: StandingClock) -> None:
    business_clock.moment = at(25)

    run()

    assert lamps.done == [("out", at(20))]


def test_a_moment_that_moved_before_its_delivery_is_void(lamps: Lamps, business_clock: StandingClock) -> None:
    business_clock.moment = at(20)
    due.tick()
    lamps.out_at = at(25)

    deliver_due()
    business_clock.moment = at(25)
    run()

    assert lamps.done == [("out", at(25))]


def test_a_moved_deadline_reminds_anew(lamps: Lamps, business_clock: StandingClock) -> None:
    business_clock.moment = at(13)
    run()
    lamps.out_at = at(27)
    run()

    business_clock.moment = at(20)
    run()

    assert lamps.done == [("7", at(13)), ("7", at(20))]


def test_one_houses_fault_keeps_no_other_from_its_turn(lamps: Lamps, business_clock: StandingClock) -> None:
    lamps.broken = True
    business_clock.moment = at(13)

    run()

    assert lamps.done == [("7", at(13))]


def test_an_idle_tick_writes_nothing(lamps: Lamps) -> None:
    assert (due.tick(), DueMoment.objects.count()) == (0, 0)
