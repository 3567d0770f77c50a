"""Tell whether a paper in somebody's hand is what was issued."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .models import RegisterEntry

_DASHES = re.compile(r"[‐‑‒–—―−ー－]")

Verdict = Literal["never issued", "valid", "revoked"]
Comparison = Literal["same", "altered"]


@dataclass(frozen=True)
class Verified:
    """What the register says of a number."""

    number: str
    entry: RegisterEntry | None

    @property
    def verdict(self) -> Verdict:
        """Sum it up."""
        if self.entry is None:
            return "never issued"
        return "revoked" if self.entry.revoked_at else "valid"

    def compare(self, chunks: Iterable[bytes]) -> Comparison:
        """Hold a file against the original's hash. A file of a number never issued is compared with nothing."""
        digest = hashlib.sha256()
        for chunk in chunks:
            digest.update(chunk)
        return "same" if self.entry and digest.hexdigest() == self.entry.sha256 else "altered"


def normal(typed: str) -> str:
    """Return a number as it is printed: half-width, capitals, plain hyphens, no blanks."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return _DASHES.sub("-", "".join(plain.split()))


def look_up(number: str) -> Verified:
    """Ask the register, in one query."""
    return Verified(number, RegisterEntry.objects.filter(number=number).first())
