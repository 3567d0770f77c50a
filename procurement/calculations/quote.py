"""What a quantity costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from commons.values.tax import tax_of

from .tiers import Ahead, CheaperAt, Step, cheaper_by_buying_more, next_tier, tier_at


@dataclass(frozen=True)
class Quote:
    """The price of a quantity, without and with tax, and what a larger one would change. Whole yen."""

    quantity: int
    unit_price: int
    from_quantity: int
    net: int
    tax: int
    ahead: Ahead | None
    cheaper: CheaperAt | None

    @property
    def gross(self) -> int:
        """Return the price with tax."""
        return self.net + self.tax


def quote(tiers: Sequence[Step], *, quantity: int, tax_percent: int) -> Quote:
    """Price ``quantity`` as if it were the joint total. The tax is rounded down once, on the sum."""
    tier = tier_at(tiers, quantity)
    net = quantity * tier.unit_price
    return Quote(
        quantity=quantity,
        unit_price=tier.unit_price,
        from_quantity=tier.min_total_quantity,
        net=net,
        tax=tax_of(net, tax_percent),
        ahead=next_tier(tiers, quantity),
        cheaper=cheaper_by_buying_more(tiers, quantity),
    )
