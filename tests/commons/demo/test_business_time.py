"""The demonstration's clock runs while it is on, stands while it is off, and is moved forward."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from commons.contracts import deadlines
from commons.demo import business_time
from commons.demo.first_day import START
from commons.demo.models import DemoClock
from commons.demo.tasks import keep_time
from commons.values import clock
from tests.clock import of_the_demonstration


@pytest.fixture
def boundaries(monkeypatch):
    """Offer deadlines of a test's own."""
    sources: list[deadlines.Source] = []
    monkeypatch.setattr(deadlines, "_sources", sources)
    return sources


def later(**by: float) -> dt.datetime:
    return START + dt.timedelta(**by)


@pytest.mark.django_db
def test_before_it_has_a_clock_time_stands_at_the_start(machine):
    with of_the_demonstration():
        machine.passes(days=3)

        assert clock.now() == START
        assert DemoClock.objects.count() == 0


def test_it_starts_on_the_morning_of_10_june_2026(demo_clock):
    assert clock.now().isoformat() == "2026-06-10T10:00:00+09:00"


def test_it_runs_while_it_is_on(demo_clock, machine):
    machine.passes(seconds=25)

    assert clock.now() == later(seconds=25)


def test_beat_keeps_it_running_for_hours(demo_clock, machine):
    for _ in range(360):
        machine.passes(seconds=10)
        keep_time()

    assert clock.now() == later(hours=1)


@pytest.mark.django_db(transaction=True)
def test_it_stands_still_while_it_is_off_and_runs_on_from_there(machine):
    with of_the_demonstration():
        business_time.begin()
        machine.passes(days=12)
        found = clock.now()
        machine.passes(seconds=20)

        assert found == later(seconds=30)
        assert clock.now() == found + dt.timedelta(seconds=20)


@pytest.mark.django_db
def test_reading_it_in_a_transaction_writes_nothing(demo_clock, machine):
    machine.passes(days=12)

    with CaptureQueriesContext(connection) as queries:
        clock.now()

    assert [query["sql"].split()[0] for query in queries] == ["SELECT"]


def test_a_machine_whose_time_is_set_back_turns_nothing_back(demo_clock, machine):
    machine.passes(days=-2)

    assert clock.now() == START


def test_a_unit_of_work_reads_it_once(demo_clock, machine):
    with clock.unit_of_work() as moment, CaptureQueriesContext(connection) as queries:
        machine.passes(seconds=5)

        assert clock.now() == moment
        assert len(queries) == 0


def test_it_moves_forward_and_runs_on(demo_clock, machine):
    machine.passes(seconds=7)

    shown = business_time.forward(dt.timedelta(days=1))
    machine.passes(seconds=3)

    assert shown == later(days=1, seconds=7)
    assert clock.now() == later(days=1, seconds=10)


@pytest.mark.django_db
def test_moving_begins_a_clock_that_was_not_begun(machine):
    with of_the_demonstration():
        business_time.forward(dt.timedelta(hours=1))

        assert clock.now() == later(hours=1)


def test_it_moves_to_the_nearest_boundary_of_any_house(demo_clock, boundaries):
    boundaries += [lambda at: at + dt.timedelta(days=9), lambda at: at + dt.timedelta(hours=3), lambda at: None]

    shown = business_time.forward_to_next_deadline()

    assert shown == clock.now() == later(hours=3)


def test_with_no_boundary_ahead_it_does_not_move(demo_clock, boundaries):
    assert business_time.forward_to_next_deadline() is None
    assert clock.now() == START


def test_beginning_again_changes_nothing(demo_clock):
    business_time.forward(dt.timedelta(days=2))

    business_time.begin()

    assert clock.now() == later(days=2)


def test_a_late_beat_does_not_undo_a_move(demo_clock, machine, monkeypatch):
    stale = DemoClock.objects.get()
    machine.passes(seconds=5)
    business_time.forward(dt.timedelta(days=1))
    monkeypatch.setattr(business_time, "_row", lambda: stale)

    business_time.keep()

    monkeypatch.undo()
    assert DemoClock.objects.get().read_at == later(days=1, seconds=5)


def test_there_is_one_clock(demo_clock):
    with pytest.raises(IntegrityError), transaction.atomic():
        DemoClock.objects.create(id=2, read_at=START, anchored_at=START)


@pytest.mark.django_db
def test_without_its_table_time_stands_at_the_start_and_the_transaction_goes_on(monkeypatch):
    monkeypatch.setattr(business_time, "_table_seen", False)
    monkeypatch.setattr(DemoClock._meta, "db_table", "demo_not_migrated_yet")

    with of_the_demonstration(), transaction.atomic():
        assert clock.now() == START

        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
