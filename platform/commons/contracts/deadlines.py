"""The moments at which something ends or begins anywhere: for the demo bar, and for each person's agenda."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from commons.tenancy.scopes import Scope
from commons.values.ref import Ref

Source = Callable[[dt.datetime], dt.datetime | None]
Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One deadline in an agenda. ``about`` and ``what`` together name it for good: a moved deadline keeps both."""

    about: Ref
    what: str  # the kind of deadline in ASCII: "survey"
    title: Text
    url: str
    at: dt.datetime
    moved: int = 0  # how often it was moved: a calendar then takes the newer one


Agenda = Callable[[Scope, dt.datetime, dt.datetime], list[Entry]]

_sources: list[Source] = []
_agendas: list[Agenda] = []


def register(source: Source) -> None:
    """Add a source: given a moment, it returns its next boundary strictly after it, or ``None``."""
    if source not in _sources:
        _sources.append(source)


def next_after(moment: dt.datetime) -> dt.datetime | None:
    """Return the nearest boundary of all houses strictly after ``moment``."""
    found = [boundary for source in _sources if (boundary := source(moment)) is not None]
    return min(found, default=None)


def register_agenda(agenda: Agenda) -> None:
    """Add a source: the deadlines that concern a scope, from a moment on and before another, in constant queries."""
    if agenda not in _agendas:
        _agendas.append(agenda)


def agenda(scope: Scope, start: dt.datetime, end: dt.datetime) -> list[Entry]:
    """List the deadlines that concern ``scope``, from ``start`` on and before ``end``, in their order."""
    found = [entry for source in _agendas for entry in source(scope, start, end)]
    return sorted(found, key=lambda entry: (entry.at, str(entry.title)))
