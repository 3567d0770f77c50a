"""The event that the outbox's tests announce."""

from dataclasses import dataclass

from commons.events import Event


@dataclass(frozen=True, kw_only=True)
class LampLit(Event):
    """A lamp was lit for the ``number``-th time."""

    number: int
