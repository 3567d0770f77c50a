"""Numbers without gap or double, by twenty hands at once on PostgreSQL."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction

from commons.papers import issue, numbers
from commons.papers.models import HeldNumber, NumberSeries, Paper
from commons.papers.pressing import Printed, pressman
from commons.tenancy import scopes
from commons.values import clock
from commons.values.ref import Ref
from tests.commons.papers.sample import letters
from tests.people import organisation

DAY = dt.date(2026, 6, 10)
HANDS = 20


@pytest.mark.django_db
def test_a_number_left_by_the_dead_is_taken_when_its_hold_ends(monkeypatch):
    now = clock.real_now()
    monkeypatch.setattr(clock, "real_now", lambda: now)
    dead = numbers.hold("参申", DAY)
    assert numbers.hold("参申", DAY).number == "参申-R8-000002"

    now += numbers.HOLD
    heir = numbers.hold("参申", DAY)

    assert heir.number == dead.number == "参申-R8-000001"
    with pytest.raises(numbers.NumberLost), transaction.atomic():
        numbers.use(dead)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "number"),
    [
        (dt.date(2026, 3, 31), "参申-R7-000001"),
        (dt.date(2026, 4, 1), "参申-R8-000001"),
        (dt.date(2019, 6, 1), "参申-H31-000001"),
        (dt.date(2020, 3, 31), "参申-H31-000001"),
    ],
)
def test_a_fiscal_year_bears_the_era_in_which_it_began(day, number):
    assert numbers.hold("参申", day).number == number


def at_once(work: Callable[[int], object]) -> None:
    """Run ``work`` in twenty threads that start together; raise what any of them raised."""
    faults: list[BaseException] = []
    gate = threading.Barrier(HANDS)

    def run(hand: int) -> None:
        try:
            gate.wait()
            with scopes.system("test"):
                work(hand)
        except BaseException as fault:  # a thread's fault is else printed and forgotten
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(hand,)) for hand in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


postgresql = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="COMMONS_DATABASE_URL names no PostgreSQL"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(pressman, "print", lambda html: Printed(b"%PDF " + html.encode(), 1))


class TestAtOnce:
    """Twenty at once."""

    pytestmark = postgresql

    def test_twenty_papers_have_twenty_numbers_in_a_row(self, quick):
        owner = organisation("setagaya").pk
        with letters() as kind:
            at_once(lambda hand: issue(kind, Ref("test.thing", str(hand)), owner))

        with scopes.system("test"):
            found = sorted(Paper.objects.values_list("number", flat=True))
        assert found == [f"参申-R8-{number:06}" for number in range(1, HANDS + 1)]
        assert not HeldNumber.objects.exists()

    def test_the_same_paper_issued_by_twenty_is_one_and_leaves_its_numbers_to_the_next(self, quick):
        owner = organisation("setagaya").pk
        issued = []
        with letters() as kind:
            at_once(lambda hand: issued.append(issue(kind, Ref("test.thing", "one"), owner).pk))
            with scopes.system("test"):
                for number in range(HANDS):
                    issue(kind, Ref("test.next", str(number)), owner)
                found = sorted(Paper.objects.values_list("number", flat=True))

        assert len(set(issued)) == 1
        assert len(found) == HANDS + 1
        assert NumberSeries.objects.get().last <= HANDS + 1
        assert found == [f"参申-R8-{number:06}" for number in range(1, HANDS + 2)]
