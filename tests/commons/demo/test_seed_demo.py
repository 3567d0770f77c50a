"""The command fills the demonstration, house by house."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from commons.accounts.models import User
from commons.contracts import demo
from commons.demo.first_day import START
from commons.demo.models import DemoClock
from commons.tenancy import scopes
from commons.values import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeders(monkeypatch):
    """Take the houses away, and offer room for a test's own."""
    mine: dict[str, demo.Seeder] = {}
    monkeypatch.setattr(demo, "_seeders", mine)
    return mine


def seed() -> list[str]:
    out = StringIO()
    call_command("seed_demo", stdout=out)
    return [line.split(" (")[0] for line in out.getvalue().splitlines()]


def test_the_houses_follow_in_their_order_each_at_one_moment_in_the_systems_scope(seeders):
    seen = []

    def work() -> None:
        seen.append((scopes.current().kind, scopes.current().reason, clock.now()))

    demo.register(demo.Seeder(name="items", order=20, seed=work))
    demo.register(demo.Seeder(name="people", order=10, seed=work))

    lines = seed()

    assert lines == ["people …", "people: done", "items …", "items: done"]
    assert seen == [
        ("system", "seeding the demonstration: people", START),
        ("system", "seeding the demonstration: items", START),
    ]


def test_it_sets_the_clock_going_at_the_start(seeders):
    seed()
    seed()

    assert DemoClock.objects.get().read_at == START


def test_a_house_that_fails_leaves_nothing_half_done(seeders):
    def half() -> None:
        User.objects.create_user("half@city.example", None, name="半分")
        raise RuntimeError("the rest is missing")

    demo.register(demo.Seeder(name="half", order=10, seed=half))

    with pytest.raises(RuntimeError, match="the rest is missing"):
        seed()

    assert not User.objects.filter(email="half@city.example").exists()


def test_the_people_come_first():
    first = demo.seeders()[0]

    assert (first.name, first.order) == ("people", 10)


def test_without_demo_mode_no_invented_person_comes_in(settings):
    settings.DEMO_MODE = False

    with pytest.raises(CommandError, match="DEMO_MODE is off"):
        seed()

    assert User.objects.count() == 0
