"""Who turns which event into work."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from .event import Event

Kind = Literal["database", "outside"]
E = TypeVar("E", bound=Event)


class Hopeless(Exception):
    """Raised by a handler that knows another try to be in vain: the delivery is parked for the hub at once."""


@dataclass(frozen=True)
class Handler:
    """A function that is owed a delivery of every announcement of ``event``."""

    name: str  # stored with each delivery: it outlives the function's own name, and a release
    event: type[Event]
    kind: Kind
    work: Callable[[Any], None]


_handlers: dict[str, Handler] = {}


def receives(
    event: type[E], *, name: str, kind: Kind = "database"
) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register the decorated function for ``event``. An app's ``ready()`` imports its ``receivers`` so that this runs.

    A ``database`` handler runs inside the transaction that closes its delivery: its effect and the closing are kept
    or lost together, and it reaches for nothing outside the database. An ``outside`` handler (mail, index, files) runs
    with no transaction open and may run twice, so it reads the present state, and doing it again does no harm. Both
    run in the system's scope, within one moment of business time.
    """

    def register(work: Callable[[E], None]) -> Callable[[E], None]:
        known = _handlers.get(name)
        if known is not None and _place(known.work) != _place(work):
            raise ValueError(f"two handlers are called {name!r}")
        if not 0 < len(name) <= 100:
            raise ValueError("a handler's name has 1 to 100 characters")
        _handlers[name] = Handler(name, event, kind, work)
        return work

    return register


def _place(work: Callable[[Any], None]) -> tuple[str, str]:
    return work.__module__, work.__qualname__


def of(event: type[Event]) -> list[Handler]:
    """List the handlers that are owed ``event``."""
    return [handler for handler in _handlers.values() if handler.event.name == event.name]


def named(name: str) -> Handler | None:
    """Return the handler called ``name``, or ``None`` when an upgrade has removed it."""
    return _handlers.get(name)


def names() -> list[str]:
    """List every handler's name."""
    return sorted(_handlers)
