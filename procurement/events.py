"""What happens in this house that others may want to hear of. Payloads carry ids only."""

from dataclasses import dataclass

from commons.events import Event


@dataclass(frozen=True, kw_only=True)
class ItemVersionPublished(Event):
    """A version of a catalogue item became the current one; ``number`` 1 means that the item is new."""

    number: int


@dataclass(frozen=True, kw_only=True)
class SurveyOpened(Event):
    """A procurement's survey began: every municipality is asked."""


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(Event):
    """A body answered, or changed its answer (``revision`` above 1)."""

    organisation_id: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class BodyReminded(Event):
    """The hub, or the clock ``days`` days before the deadline, reminded a body that has not entered anything yet."""

    organisation_id: int
    state: str
    days: int = 0


@dataclass(frozen=True, kw_only=True)
class IntentOpened(Event):
    """Bodies may ask for participation from now on."""


@dataclass(frozen=True, kw_only=True)
class ParticipationGranted(Event):
    """A body takes part: its approver granted it."""

    organisation_id: int
    receipt_number: str


@dataclass(frozen=True, kw_only=True)
class ParticipationWithdrawn(Event):
    """A body takes part no longer."""

    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class DeadlineMoved(Event):
    """A deadline was put off; every municipality is told. Both moments are ISO, with the offset of Japan."""

    state: str
    moved_from: str
    moved_to: str


@dataclass(frozen=True, kw_only=True)
class CutPublished(Event):
    """A new sum of a line stands on the pages."""

    line_id: int


@dataclass(frozen=True, kw_only=True)
class SpecReviewOpened(Event):
    """The specification is being settled: bodies that take part may ask."""


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    """A question about the specification was asked. Who asked is said nowhere."""

    number: int


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    """The hub answered a question to all."""

    number: int


@dataclass(frozen=True, kw_only=True)
class AgreementOpened(Event):
    """The specification is frozen and waits for every body's signature."""


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(Event):
    """A body's 決裁者 signed."""

    organisation_id: int
    receipt_number: str


@dataclass(frozen=True, kw_only=True)
class BodyDropped(Event):
    """A body takes part no longer: ``because`` is the verb that says what it did not do in time."""

    organisation_id: int
    because: str


@dataclass(frozen=True, kw_only=True)
class CommittingOpened(Event):
    """Bodies may bind quantities from now on."""


@dataclass(frozen=True, kw_only=True)
class QuantitiesCommitted(Event):
    """A body bound quantities, or others than before (``revision`` above 1)."""

    organisation_id: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class MinimumMissed(Event):
    """The deadline came and the quantities do not suffice: nobody is bound. A later deadline keeps all entries."""


@dataclass(frozen=True, kw_only=True)
class BodyBound(Event):
    """A body has its result."""

    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class QuantitiesSettled(Event):
    """The tier of every line is known."""
