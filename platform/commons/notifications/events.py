"""What happened to notices. Ids only."""

from dataclasses import dataclass

from commons.events import Event


@dataclass(frozen=True, kw_only=True)
class NoticeWritten(Event):
    """A person has a new notice, which is the subject; one event for each, so that one mail keeps no other waiting."""


@dataclass(frozen=True, kw_only=True)
class DigestDue(Event):
    """The moment came for a person's daily mail."""

    at: str  # ISO; an event carries ids and primitives only
