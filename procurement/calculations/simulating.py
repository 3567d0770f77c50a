"""What a quantity of one's own would do and cost, on the sum of the others that everybody may know.

Never on others' conditions: whoever tried many quantities could read them off. Whole yen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from commons.values.tax import tax_of

from .tiers import Ahead, CheaperAt, Step, next_tier, tier_at


@dataclass(frozen=True)
class Case:
    """One tier as one's own body would meet it."""

    from_quantity: int
    unit_price: int
    units_more: int  # in total, until it holds; 0 where it is reached
    now: bool
    net: int
    tax: int
    over_maximum: bool  # then the body would not be bound at all

    @property
    def gross(self) -> int:
        """Return what the body would pay with tax."""
        return self.net + self.tax


@dataclass(frozen=True)
class Simulation:
    """Every tier as a case, the one that holds, and what a larger quantity would change."""

    others: int
    quantity: int
    cases: list[Case]
    ahead: Ahead | None
    cheaper: CheaperAt | None

    @property
    def total(self) -> int:
        """Return the joint total."""
        return self.others + self.quantity

    @property
    def present(self) -> Case:
        """Return the case that holds at this total."""
        return next(case for case in self.cases if case.now)


def simulate(
    tiers: Sequence[Step], *, others: int, quantity: int, tax_percent: int, maximum: int | None = None
) -> Simulation:
    """Price ``quantity`` of one's own on top of ``others``; raise ``ValueError`` below 1."""
    if quantity < 1 or others < 0:
        raise ValueError("a quantity starts at 1, and others have 0 or more")
    total = others + quantity
    holds = tier_at(tiers, total)
    cases = []
    for tier in tiers:
        net = quantity * tier.unit_price
        cases.append(
            Case(
                from_quantity=tier.min_total_quantity,
                unit_price=tier.unit_price,
                units_more=max(tier.min_total_quantity - total, 0),
                now=tier is holds,
                net=net,
                tax=tax_of(net, tax_percent),
                over_maximum=maximum is not None and tier.unit_price > maximum,
            )
        )
    return Simulation(others, quantity, cases, next_tier(tiers, total), cheaper_for_one(tiers, others, quantity))


def cheaper_for_one(tiers: Sequence[Step], others: int, quantity: int) -> CheaperAt | None:
    """Return the larger quantity of one's own that costs the body least, if that is less than ``quantity`` costs.

    With 200 of others, 99 at 10,800 cost more than 100 at 9,600. Only the quantity that just reaches a tier can be
    cheaper; of equal totals the smaller one is named.
    """
    now = quantity * tier_at(tiers, others + quantity).unit_price
    larger = [tier for tier in tiers if tier.min_total_quantity > others + quantity]
    if not larger:
        return None
    best = min(larger, key=lambda tier: ((tier.min_total_quantity - others) * tier.unit_price, tier.min_total_quantity))
    enough = best.min_total_quantity - others
    net = enough * best.unit_price
    return CheaperAt(enough, best.unit_price, net, now - net) if net < now else None
