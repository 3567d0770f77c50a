"""Prices that fall as the joint quantity grows.

Amounts are whole yen excluding tax. A tier holds from its minimum *total* quantity, over all bodies, until the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TypeVar


class Step(Protocol):
    """What a tier shows: the stored one, and the plain one below."""

    @property
    def min_total_quantity(self) -> int: ...

    @property
    def unit_price(self) -> int: ...


T = TypeVar("T", bound=Step)


@dataclass(frozen=True)
class Tier:
    """From ``min_total_quantity`` units in total, one costs ``unit_price`` yen."""

    min_total_quantity: int
    unit_price: int


class Flaw(Enum):
    """Why a row of tiers is no row of tiers."""

    EMPTY = "empty"
    FIRST_NOT_ONE = "first_not_one"
    QUANTITY_NOT_RISING = "quantity_not_rising"
    PRICE_NOT_FALLING = "price_not_falling"
    PRICE_NOT_POSITIVE = "price_not_positive"


@dataclass(frozen=True)
class Fault:
    """A flaw and the place of the tier that has it, counted from 0."""

    flaw: Flaw
    place: int


def faults(tiers: Sequence[Step]) -> list[Fault]:
    """List what is wrong with ``tiers``, which start from 1, rise in quantity and fall in price."""
    if not tiers:
        return [Fault(Flaw.EMPTY, 0)]
    found = [Fault(Flaw.FIRST_NOT_ONE, 0)] if tiers[0].min_total_quantity != 1 else []
    for place, tier in enumerate(tiers):
        if tier.unit_price < 1:
            found.append(Fault(Flaw.PRICE_NOT_POSITIVE, place))
        if place and tier.min_total_quantity <= tiers[place - 1].min_total_quantity:
            found.append(Fault(Flaw.QUANTITY_NOT_RISING, place))
        if place and tier.unit_price >= tiers[place - 1].unit_price:
            found.append(Fault(Flaw.PRICE_NOT_FALLING, place))
    return found


def tier_at(tiers: Sequence[T], quantity: int) -> T:
    """Return the tier that holds when ``quantity`` units are ordered in total; raise ``ValueError`` below 1."""
    if quantity < 1:
        raise ValueError("a quantity starts at 1")
    return [tier for tier in tiers if tier.min_total_quantity <= quantity][-1]


@dataclass(frozen=True)
class Ahead:
    """The next tier, and how many more units reach it."""

    min_total_quantity: int
    unit_price: int
    units_more: int


def next_tier(tiers: Sequence[Step], quantity: int) -> Ahead | None:
    """Return the tier after the one that holds at ``quantity``, or ``None`` in the last."""
    for tier in tiers:
        if tier.min_total_quantity > quantity:
            return Ahead(tier.min_total_quantity, tier.unit_price, tier.min_total_quantity - quantity)
    return None


@dataclass(frozen=True)
class CheaperAt:
    """A larger quantity that costs less in all: 300 at 9,600 is less than 299 at 10,800."""

    quantity: int
    unit_price: int
    net: int
    saved: int


def cheaper_by_buying_more(tiers: Sequence[Step], quantity: int) -> CheaperAt | None:
    """Return the larger quantity with the lowest total below that of ``quantity``, or ``None`` where none is lower.

    Only the first quantity of a tier can be cheaper, for the total rises within a tier. Of equal totals the smaller
    quantity is named: nobody is asked to buy more than it takes.
    """
    now = quantity * tier_at(tiers, quantity).unit_price
    larger = [tier for tier in tiers if tier.min_total_quantity > quantity]
    if not larger:
        return None
    best = min(larger, key=lambda tier: (tier.min_total_quantity * tier.unit_price, tier.min_total_quantity))
    net = best.min_total_quantity * best.unit_price
    return CheaperAt(best.min_total_quantity, best.unit_price, net, now - net) if net < now else None
