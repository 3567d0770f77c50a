"""How a house announces itself to the ground, which knows none by name."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Fact:
    """A figure at a house's door: 「カタログ 43 品目」. ``unit`` may be empty."""

    label: Text
    value: int
    unit: Text = ""


@dataclass(frozen=True)
class Newcomer:
    """One of the newest public things of a house, for the home pages, with the moment it appeared."""

    title: str
    url: str
    kind: Text
    at: dt.datetime


def _nothing() -> list[Fact]:
    return []


def _nobody(limit: int) -> list[Newcomer]:
    return []


@dataclass(frozen=True)
class Domain:
    """A house: where it is mounted, what its door says, and what it shows outside."""

    label: str  # the app's label, which is also its colour's name in the design
    title: Text
    lead: Text
    icon: str  # a name of the design's icons
    mount: str  # URL prefix without a leading slash: "procurement/"
    urls: str  # dotted path of its URL configuration
    start: str  # name of the view that its door opens, e.g. "procurement:catalogue"
    order: int
    facts: Callable[[], list[Fact]] = _nothing  # public figures at the door, each one query at most
    newest: Callable[[int], list[Newcomer]] = _nobody  # the newest public things, one query


_domains: dict[str, Domain] = {}


def register(domain: Domain) -> None:
    """Open a house's door. Called from ``AppConfig.ready()``."""
    _domains[domain.label] = domain


def registered() -> list[Domain]:
    """List the houses whose doors exist, in their order."""
    return sorted(_domains.values(), key=lambda domain: domain.order)
