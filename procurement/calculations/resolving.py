"""Which tier binds when bodies have promised quantities under conditions.

A body promises a quantity up to a unit price; what it wants falls as the price rises, never the other way. The lowest
price binds whose tier the promises at this price reach together. Amounts are whole yen excluding tax.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .tiers import Step


@dataclass(frozen=True)
class Promise:
    """What a body binds itself to: ``quantity`` units as long as one costs ``maximum`` at most, or whatever it costs.

    A body may give several: their sum is what it wants at a price.
    """

    body: int
    quantity: int
    maximum: int | None = None

    def at(self, unit_price: int) -> int:
        """Return how many units are wanted at a price."""
        return self.quantity if self.maximum is None or unit_price <= self.maximum else 0


@dataclass(frozen=True)
class Resolution:
    """What follows from all promises: the tier that binds and each bound body's quantity, or that nobody is bound."""

    total: int = 0
    unit_price: int | None = None
    from_quantity: int | None = None
    quantities: dict[int, int] = field(default_factory=dict)  # by body; whoever is not bound is absent

    @property
    def stands(self) -> bool:
        """Tell whether it comes about."""
        return self.unit_price is not None


def quantities_at(promises: Iterable[Promise], unit_price: int) -> dict[int, int]:
    """Return what each body wants at a price; bodies that want nothing are absent."""
    wanted: dict[int, int] = {}
    for promise in promises:
        if quantity := promise.at(unit_price):
            wanted[promise.body] = wanted.get(promise.body, 0) + quantity
    return wanted


def resolve(tiers: Sequence[Step], promises: Sequence[Promise], *, stands_from: int = 1) -> Resolution:
    """Take the lowest price pₖ with Σ qᵢ(pₖ) ≥ minₖ, where the total also reaches ``stands_from``.

    Going down tier by tier and stopping at the first that fails would be wrong: a lower price may bring in the bodies
    that it needs.
    """
    for tier in sorted(tiers, key=lambda tier: tier.unit_price):
        wanted = quantities_at(promises, tier.unit_price)
        total = sum(wanted.values())
        if total >= max(tier.min_total_quantity, stands_from):
            return Resolution(total, tier.unit_price, tier.min_total_quantity, wanted)
    return Resolution()
