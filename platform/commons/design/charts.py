"""Place the bars and steps of charts; the templates only draw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

BAR_PITCH = 76
STEP_TOP = 44  # room above the highest step for its price
STEP_HEIGHT = 132


@dataclass(frozen=True)
class Bar:
    """One bar: how wide in percent, and where its words and its rectangle stand."""

    label: str
    text: str
    percent: float
    kind: str
    words_y: int
    y: int


@dataclass(frozen=True)
class Step:
    """One tier: where it begins and how wide it is in percent, how high in pixels."""

    label: str
    text: str
    now: bool
    x: float
    width: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Return the middle of the step, in percent."""
        return round(self.x + self.width / 2, 2)

    @property
    def words_y(self) -> float:
        """Return where the price stands: just above the step."""
        return self.y - 10


def bars(given: Iterable[Mapping[str, Any]]) -> list[Bar]:
    """Place bars given as ``label``, ``value``, ``text`` (the value in words) and, if wanted, ``kind``: own, before."""
    rows = list(given)
    highest = max((float(row["value"]) for row in rows), default=0) or 1
    return [
        Bar(
            label=str(row["label"]),
            text=str(row.get("text") or row["value"]),
            percent=round(100 * max(float(row["value"]), 0) / highest, 1),
            kind=str(row.get("kind") or ""),
            words_y=18 + BAR_PITCH * index,
            y=28 + BAR_PITCH * index,
        )
        for index, row in enumerate(rows)
    ]


def steps(given: Iterable[Mapping[str, Any]]) -> list[Step]:
    """Place tiers given as ``label`` (from how many), ``price`` (yen), ``text`` (the price in words) and ``now``.

    Heights begin at zero, so the picture exaggerates no saving.
    """
    rows = list(given)
    highest = max((float(row["price"]) for row in rows), default=0) or 1
    width = round(100 / len(rows), 2) if rows else 0
    placed = []
    for index, row in enumerate(rows):
        height = round(STEP_HEIGHT * float(row["price"]) / highest, 1)
        placed.append(
            Step(
                label=str(row["label"]),
                text=str(row.get("text") or row["price"]),
                now=bool(row.get("now")),
                x=round(index * width, 2),
                width=round(width - 0.8, 2),
                y=STEP_TOP + STEP_HEIGHT - height,
                height=height,
            )
        )
    return placed
