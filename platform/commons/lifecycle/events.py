"""What happened to a thing's state, and to a request for approval. Ids only."""

from dataclasses import dataclass

from commons.events import Event
from commons.values.ref import Ref


@dataclass(frozen=True, kw_only=True)
class Advanced(Event):
    """A thing went from one state to another."""

    verb: str
    source: str
    target: str


@dataclass(frozen=True, kw_only=True)
class _Approval(Event):
    """Something happened to a request for approval, which is the event's subject."""

    request_id: int
    kind: str
    thing: Ref
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class ApprovalRequested(_Approval):
    """A body's request began to wait, for the first time or again after it was sent back."""


@dataclass(frozen=True, kw_only=True)
class ApprovalPassedOn(_Approval):
    """One step of a route approved; the next one has it now."""


@dataclass(frozen=True, kw_only=True)
class ApprovalReturned(_Approval):
    """A request went back with a reason, everything kept."""


@dataclass(frozen=True, kw_only=True)
class ApprovalGranted(_Approval):
    """A request was approved at its last step, or on paper."""


@dataclass(frozen=True, kw_only=True)
class ApprovalRefused(_Approval):
    """A request was refused for good."""


@dataclass(frozen=True, kw_only=True)
class ApprovalLapsed(_Approval):
    """The deadline came before a decision."""


@dataclass(frozen=True, kw_only=True)
class ApprovalWithdrawn(_Approval):
    """The body took its request back."""


@dataclass(frozen=True, kw_only=True)
class PaperDecisionEntered(Event):
    """A hub officer entered a decision that a body made on paper; the subject is the request."""

    entry_id: int
