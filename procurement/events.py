"""What happens in this house that others may want to hear of. Payloads carry ids only."""

from dataclasses import dataclass

from commons.events import Event


@dataclass(frozen=True, kw_only=True)
class ItemVersionPublished(Event):
    """A version of a catalogue item became the current one; ``number`` 1 means that the item is new."""

    number: int
