"""Consumption tax, in whole yen.

The tax is rounded once per paper and rate, never per line: 消費税法施行令第70条の10 allows one rounding for each rate
on an invoice. So hand ``tax_of`` a paper's sum, never a single line.
"""

from collections.abc import Iterable
from typing import Literal

Rounding = Literal["floor", "half_up", "ceiling"]


def tax_of(net: int, percent: int, *, rounding: Rounding = "floor") -> int:
    """Return the tax, in yen, on the sum ``net`` (yen, without tax) of one rate on one paper.

    Each body chooses its rounding; cutting off is the habit, so it is the default. A negative sum, as on a credit note,
    rounds as its positive does: a paper and its cancellation add up to nothing.
    """
    if not 0 <= percent <= 100:
        raise ValueError(f"a tax rate of {percent} percent does not exist")
    if net < 0:
        return -tax_of(-net, percent, rounding=rounding)
    hundredths = net * percent  # whole numbers all the way: a float loses yen from 2^53 on
    if rounding == "floor":
        return hundredths // 100
    if rounding == "half_up":
        return (hundredths + 50) // 100
    if rounding == "ceiling":
        return -(-hundredths // 100)
    raise ValueError(f"unknown rounding {rounding!r}")


def with_tax(net: int, percent: int, *, rounding: Rounding = "floor") -> int:
    """Return ``net`` and its tax together, in yen."""
    return net + tax_of(net, percent, rounding=rounding)


def tax_of_paper(lines: Iterable[tuple[int, int]], *, rounding: Rounding = "floor") -> dict[int, int]:
    """Return the tax of one paper by rate. Each line is its amount in yen without tax, and its rate in percent."""
    sums: dict[int, int] = {}
    for net, percent in lines:
        sums[percent] = sums.get(percent, 0) + net
    return {percent: tax_of(net, percent, rounding=rounding) for percent, net in sorted(sums.items())}
