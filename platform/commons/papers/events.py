"""What happens to papers."""

from dataclasses import dataclass

from commons.events import Event
from commons.values.ref import Ref


@dataclass(frozen=True, kw_only=True)
class PaperIssued(Event):
    """A paper (the subject) of ``about`` was issued and announced: its owner can fetch it."""

    about: Ref


@dataclass(frozen=True, kw_only=True)
class PaperRevoked(Event):
    """A paper (the subject) of ``about`` was revoked."""

    about: Ref
