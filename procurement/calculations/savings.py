"""What a price saves against the one paid now."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .tiers import Step

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Saving:
    """The saving for each unit at one tier; negative where the tier costs more than what is paid now."""

    min_total_quantity: int
    unit_price: int
    unit_saving: int
    percent: Decimal

    @property
    def unit_cost_more(self) -> int:
        """Return how much more one unit costs at this tier; negative where it costs less."""
        return -self.unit_saving

    @property
    def percent_more(self) -> Decimal:
        """Return how many percent higher this tier lies."""
        return -self.percent


def percent_saved(before: int | Decimal, after: int | Decimal) -> Decimal:
    """Return how many percent ``after`` lies below ``before``, to one decimal, halves rounded away from zero.

    29,920 to 21,560 is 27.9. Raise ``ValueError`` where nothing was paid before: no percentage says that.
    """
    if before <= 0:
        raise ValueError("a saving needs a positive price before")
    return (Decimal(before - after) * 100 / Decimal(before)).quantize(TENTH, rounding=ROUND_HALF_UP)


def savings(tiers: Sequence[Step], *, baseline: int) -> list[Saving]:
    """Return what each tier saves against ``baseline``, the unit price paid now, excluding tax."""
    return [
        Saving(
            min_total_quantity=tier.min_total_quantity,
            unit_price=tier.unit_price,
            unit_saving=baseline - tier.unit_price,
            percent=percent_saved(baseline, tier.unit_price),
        )
        for tier in tiers
    ]


@dataclass(frozen=True)
class Difference:
    """What a quantity costs more or less in all than at the price paid now; ``amount`` is never negative."""

    amount: int
    costs_more: bool


def difference(*, baseline: int, unit_price: int, quantity: int) -> Difference:
    """Compare ``quantity`` units at two unit prices."""
    saved = (baseline - unit_price) * quantity
    return Difference(abs(saved), saved < 0)
