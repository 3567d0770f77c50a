"""The walker finds what is planted for it: its zero on the site means something."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import path

from commons.files.models import Document

from . import leaky, patterns, world
from .walker import Walker

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaking(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> world.World:
    """Build the world with the leaky addresses added to the site."""
    settings.MEDIA_ROOT = tmp_path
    settings.ROOT_URLCONF = leaky.__name__
    for name in leaky.NAMES_A_THING:
        monkeypatch.setitem(patterns.FILLS, f"leaky-{name}", patterns.of_body(Document))
    cache.clear()
    return world.build()


def test_every_planted_leak_is_found(leaking: world.World, record_property: Callable[[str, object], None]):
    asker = leaking.askers[f"clerk of {world.OURS}"]

    report = Walker(leaking, asker, only="leaky-").walk()

    found = {leak.split(": ")[1].split()[0].removeprefix("leaky-") for leak in report.leaks}
    record_property("planted", [len(found & leaky.LEAKS.keys()), len(leaky.LEAKS)])
    assert leaky.LEAKS.keys() - found == set()


def test_an_address_that_nobody_can_fill_is_reported(leaking: world.World):
    strange = path("leaky/strange/<uuid:of>/", leaky.count, name="leaky-strange")
    nameless = path("leaky/nameless/", leaky.count)
    leaky.urlpatterns[:0] = [strange, nameless]
    try:
        _, unfilled = patterns.addresses(leaking)
    finally:
        del leaky.urlpatterns[:2]

    planted = [pattern for pattern in unfilled if "leaky" in pattern]
    assert planted == ["leaky-strange /leaky/strange/<uuid:of>/", "(no name) /leaky/nameless/"]
