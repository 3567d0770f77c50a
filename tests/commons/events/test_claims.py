"""Twenty workers at once on PostgreSQL: what SQLite, with its one writer, cannot show."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections

from commons.events import deliver_due, delivering
from commons.events.models import Announcement, Delivery
from commons.values import clock
from tests.commons.events.lamps import LampLit

WORKERS = 20

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="COMMONS_DATABASE_URL names no PostgreSQL"),
    pytest.mark.django_db(transaction=True),
]


def at_once(work: Callable[[], Any]) -> None:
    """Run ``work`` in twenty threads that start together; raise what any of them raised."""
    faults: list[BaseException] = []
    gate = threading.Barrier(WORKERS)

    def run() -> None:
        try:
            gate.wait()
            work()
        except BaseException as fault:  # a thread's fault is else printed and forgotten
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def taken() -> Iterator[int]:
    """Take what there is."""
    while (delivery := delivering.take(clock.real_now())) is not None:
        yield delivery.pk


def test_twenty_workers_take_each_delivery_once(receiving: Callable[..., None], light: Callable[..., None]) -> None:
    receiving(lambda event: None)
    for number in range(200):
        light(number, lamp=f"lamp-{number}")
    hands: list[int] = []

    at_once(lambda: hands.extend(taken()))

    assert Counter(hands) == Counter(Delivery.objects.values_list("pk", flat=True))
    assert set(Delivery.objects.values_list("tries", flat=True)) == {1}


def test_twenty_workers_hold_one_delivery_of_a_subject_at_a_time(
    receiving: Callable[..., None], light: Callable[..., None]
) -> None:
    receiving(lambda event: None)
    light(*range(20))
    hands: list[int] = []

    at_once(lambda: hands.extend(taken()))

    assert hands == [Delivery.objects.order_by("pk").values_list("pk", flat=True)[0]]


@pytest.mark.parametrize("kind", ["database", "outside"])
def test_twenty_workers_make_each_delivery_once_and_keep_each_subjects_order(
    receiving: Callable[..., None], light: Callable[..., None], kind: str
) -> None:
    heard: list[tuple[str, int]] = []

    def work(event: LampLit) -> None:
        if kind == "database":
            Announcement.objects.create(event="effect", subject=str(event.subject), announced_at=clock.real_now())
        heard.append((event.subject.public_id, event.number))

    receiving(work, kind=kind)
    for number in range(40):
        for lamp in ("a", "b", "c", "d", "e"):
            light(number, lamp=lamp)

    at_once(deliver_due)
    while deliver_due().closed:
        pass

    assert Delivery.objects.filter(closed_at=None).count() == 0
    assert Counter(heard).most_common(1)[0][1] == 1
    for lamp in ("a", "b", "c", "d", "e"):
        assert [number for heard_of, number in heard if heard_of == lamp] == list(range(40))
    if kind == "database":
        assert Announcement.objects.filter(event="effect").count() == 200
