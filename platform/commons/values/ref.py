"""A name for a thing of any house, that says nothing of tables."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ref:
    """A thing's kind (``procurement.item``) and its public id."""

    kind: str
    public_id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.public_id}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """Read what ``str()`` wrote; raise ``ValueError`` on anything else."""
        kind, separator, public_id = text.partition(":")
        if not (kind and separator and public_id):
            raise ValueError(f"not a reference: {text!r}")
        return cls(kind, public_id)
