"""Nobody meets another's things: every address × every role × a foreign object in path, query and body."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from . import patterns, world
from .walker import Walker, secrets_shown_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def somewhere(settings: Any, tmp_path: Path) -> world.World:
    """Build the world, its uploads in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    return world.build()


def test_every_private_model_has_something_that_could_leak():
    assert world.unplanted() == set()


def test_every_address_is_known_and_filled(somewhere: world.World):
    filled, unfilled = patterns.addresses(somewhere)

    assert unfilled == []
    assert {address.pattern for address in filled} == {name for name, _ in patterns.patterns()}
    assert patterns.FILLS.keys() - {address.pattern for address in filled} == set()


@pytest.mark.parametrize("name", world.ASKERS)
def test_nobody_meets_anothers_things(
    name: str, somewhere: world.World, record_property: Callable[[str, object], None]
):
    asker = somewhere.askers[name]

    report = Walker(somewhere, asker).walk()

    record_property("walls", [report.requests, len(report.pairs), len(report.leaks)])
    assert report.leaks == []
    if asker.user in {household.keeper for household in somewhere.households.values()}:
        assert secrets_shown_to(somewhere, asker) - report.read == set()
