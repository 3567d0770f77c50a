"""What a worker does with a delivery, and what it does when it cannot."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from structlog.contextvars import bound_contextvars

from commons.audit import log
from commons.audit.models import Record
from commons.events import deliver_due, delivering, handlers, outbox
from commons.events.models import Announcement, Delivery
from commons.tenancy import scopes
from commons.values import clock
from tests.commons.events.lamps import LampLit

pytestmark = pytest.mark.django_db

Light = Callable[..., None]
Receiving = Callable[..., None]


class Broken(Exception):
    """A fault whose message quotes a person."""


class Work:
    """A handler that remembers, and fails when told."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.failing: set[int] = set()

    def __call__(self, event: LampLit) -> None:
        """Work."""
        if event.number in self.failing:
            raise Broken("山田太郎 03-1234-5678")
        self.done.append(event.number)

    __module__ = __name__
    __qualname__ = "Work"


@pytest.fixture
def work(receiving: Receiving) -> Work:
    working = Work()
    receiving(working)
    return working


def take() -> Delivery:
    delivery = delivering.take(clock.real_now())
    assert delivery is not None
    return delivery


def test_deliveries_of_one_subject_to_one_handler_keep_their_order(work: Work, light: Light) -> None:
    light(1, 2, 3)

    deliver_due()

    assert work.done == [1, 2, 3]


def test_a_failing_delivery_holds_back_the_younger_of_its_subject_and_no_other(
    work: Work, light: Light, real_clock: Any
) -> None:
    work.failing = {1}
    light(1, 2)
    light(10, 20, lamp="lamp-2")

    deliver_due()
    assert work.done == [10, 20]

    work.failing = set()
    real_clock.forward(seconds=5)
    deliver_due()
    assert work.done == [10, 20, 1, 2]


def test_a_delivery_in_hand_holds_back_the_younger_of_its_subject(work: Work, light: Light) -> None:
    light(1, 2)

    first = take()

    assert delivering.take(clock.real_now()) is None
    delivering.make(first)
    assert take().pk > first.pk


def test_one_handlers_failure_keeps_no_other_handler_waiting(receiving: Receiving, light: Light) -> None:
    broken, sound = Work(), Work()
    broken.failing = {1}
    receiving(broken, name="lamps.broken")
    receiving(sound, name="lamps.sound")
    light(1, 2)

    deliver_due()

    assert (broken.done, sound.done) == ([], [1, 2])


def test_pauses_grow_from_five_seconds_to_an_hour() -> None:
    pauses = [delivering.pause_after(tries).total_seconds() for tries in range(1, 8)]

    assert pauses == [5, 20, 80, 320, 1280, 3600, 3600]


def test_a_failed_delivery_rests_for_its_pause(work: Work, light: Light, real_clock: Any) -> None:
    work.failing = {1}
    light(1)
    deliver_due()
    work.failing = set()

    real_clock.forward(seconds=4.9)
    assert deliver_due().closed == 0
    real_clock.forward(seconds=0.1)
    assert deliver_due().closed == 1


def test_a_fault_is_kept_as_class_and_place_without_its_message(work: Work, light: Light) -> None:
    work.failing = {1}
    light(1)

    deliver_due()

    line = Work.__call__.__code__.co_firstlineno + 3
    assert Delivery.objects.get().error == f"Broken in {__name__}:{line}"


def test_after_eight_tries_a_delivery_is_parked_and_holds_its_place(work: Work, light: Light, real_clock: Any) -> None:
    work.failing = {1}
    light(1, 2)

    for tries in range(1, 9):
        assert not outbox.parked().exists()
        assert deliver_due().failed == 1
        assert Delivery.objects.get(announcement__payload__number=1).tries == tries
        real_clock.forward(hours=1)

    assert [delivery.announcement.payload for delivery in outbox.parked()] == [{"number": 1}]
    assert deliver_due() == delivering.Done(closed=0, failed=0, drained=True)
    assert work.done == []


def test_a_delivery_that_killed_eight_workers_is_parked(work: Work, light: Light, real_clock: Any) -> None:
    light(1)
    for _ in range(8):
        take()
        real_clock.forward(minutes=1)

    deliver_due()

    assert outbox.parked().get().error == "WorkerLost"
    assert work.done == []


def test_a_delivery_whose_handler_was_removed_is_parked_not_lost(work: Work, light: Light) -> None:
    light(1)
    handlers._handlers.clear()

    deliver_due()

    assert outbox.parked().get().error == "HandlerUnknown"


def test_a_delivery_whose_event_was_removed_is_kept(work: Work, light: Light, real_clock: Any) -> None:
    light(1)
    Announcement.objects.update(event="tests.RemovedInAnUpgrade")

    for _ in range(8):
        deliver_due()
        real_clock.forward(hours=1)

    assert outbox.parked().get().error == "KeyError"


def test_a_taken_delivery_is_free_again_when_its_lease_ends(work: Work, light: Light, real_clock: Any) -> None:
    light(1)
    first = take()

    real_clock.forward(seconds=59)
    assert delivering.take(real_clock.now) is None
    real_clock.forward(seconds=1)
    second = take()

    assert (second.pk, second.tries) == (first.pk, 2)
    assert second.token != first.token


def test_the_lease_ends_by_the_machines_clock_though_business_time_stands_still(
    work: Work, light: Light, real_clock: Any
) -> None:
    light(1)
    with clock.unit_of_work(dt.datetime(2026, 6, 10, 10, tzinfo=clock.JST)):
        take()
        real_clock.forward(minutes=1)

        assert deliver_due().closed == 1


@pytest.mark.parametrize("kind", ["database", "outside"])
def test_who_lost_the_token_closes_nothing_and_notes_nothing(
    receiving: Receiving, light: Light, real_clock: Any, kind: str
) -> None:
    receiving(Work(), kind=kind)
    light(1)
    slow = take()
    real_clock.forward(minutes=1)
    quick = take()

    assert not delivering.make(slow)

    row = Delivery.objects.get()
    assert (row.token, row.closed_at, row.error, row.tries) == (quick.token, None, "", 2)
    assert delivering.make(quick)


def test_a_database_handler_of_a_lost_token_does_no_work(work: Work, light: Light, real_clock: Any) -> None:
    light(1)
    slow = take()
    real_clock.forward(minutes=1)
    take()

    delivering.make(slow)

    assert work.done == []


def test_a_database_handlers_effect_is_rolled_back_with_its_closing(receiving: Receiving, light: Light) -> None:
    def write_and_fail(event: LampLit) -> None:
        Announcement.objects.create(event="effect", subject="a:b", announced_at=clock.real_now())
        raise Broken

    receiving(write_and_fail)
    light(1)

    deliver_due()

    assert not Announcement.objects.filter(event="effect").exists()
    assert Delivery.objects.get().closed_at is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("kind", "is_open"), [("database", True), ("outside", False)])
def test_a_transaction_is_open_around_a_database_handler_and_around_no_other(
    receiving: Receiving, light: Light, kind: str, is_open: bool
) -> None:
    seen: list[bool] = []
    receiving(lambda event: seen.append(connection.in_atomic_block), kind=kind)
    light(1)

    deliver_due()

    assert seen == [is_open]


@pytest.mark.django_db(transaction=True)
def test_delivering_inside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"), transaction.atomic():
        deliver_due()


def test_a_handler_works_in_the_systems_scope_at_one_moment(receiving: Receiving, light: Light) -> None:
    seen: list[Any] = []

    def look(event: LampLit) -> None:
        seen.append((scopes.current(), clock.now() == clock.now()))

    receiving(look)
    light(1)

    deliver_due()

    assert seen == [(scopes.Scope("system", reason="delivery of lamps.work"), True)]


def test_what_a_handler_does_is_told_of_the_request_that_announced_and_not_of_the_one_that_nudged(
    receiving: Receiving, light: Light
) -> None:
    receiving(lambda event: log.record("lit", event.subject))
    with bound_contextvars(request_id="announcing"):
        light(1)

    with bound_contextvars(request_id="nudging"):
        deliver_due()

    with scopes.system("test"):
        assert Record.objects.get().request_id == "announcing"


def test_a_handlers_announcement_is_delivered_in_the_same_turn(receiving: Receiving, light: Light) -> None:
    heard: list[int] = []

    def go_on(event: LampLit) -> None:
        heard.append(event.number)
        if event.number < 3:
            light(event.number + 1)

    receiving(go_on)
    light(1)

    deliver_due()

    assert heard == [1, 2, 3]


def test_a_turn_ends_when_its_time_is_up(work: Work, light: Light) -> None:
    light(1)

    assert deliver_due(for_seconds=0) == delivering.Done(closed=0, failed=0, drained=False)
    assert deliver_due(for_seconds=60) == delivering.Done(closed=1, failed=0, drained=True)


@pytest.mark.parametrize("waiting", [1, 30])
def test_taking_costs_the_same_with_1_and_with_30_waiting(work: Work, light: Light, waiting: int) -> None:
    for number in range(waiting):
        light(number, lamp=f"lamp-{number}")

    with CaptureQueriesContext(connection) as captured:
        take()

    statements = [query["sql"].split()[0] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert statements == ["SELECT", "UPDATE"]


def test_an_idle_look_is_one_read(work: Work) -> None:
    with CaptureQueriesContext(connection) as captured:
        deliver_due()

    assert [query["sql"].split()[0] for query in captured if "SAVEPOINT" not in query["sql"]] == ["SELECT"]


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_the_queue_is_read_through_its_indexes(work: Work) -> None:
    plan = Delivery.objects.free_at(clock.real_now()).order_by("pk").explain()

    assert "events_delivery_order" in plan
    assert "USE TEMP B-TREE" not in plan
