"""Prices by joint quantity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.tiers import (
    Ahead,
    CheaperAt,
    Fault,
    Flaw,
    Tier,
    cheaper_by_buying_more,
    faults,
    next_tier,
    tier_at,
)

VECTOR = [Tier(1, 12_000), Tier(100, 10_800), Tier(300, 9_600)]


@st.composite
def rows_of_tiers(draw: st.DrawFn) -> list[Tier]:
    """Draw valid tiers: first from 1, quantities rising, prices falling."""
    size = draw(st.integers(1, 8))
    quantities = sorted(draw(st.sets(st.integers(2, 10**6), min_size=size - 1, max_size=size - 1)))
    prices = sorted(draw(st.sets(st.integers(1, 10**9), min_size=size, max_size=size)), reverse=True)
    return [Tier(quantity, price) for quantity, price in zip([1, *quantities], prices, strict=True)]


@pytest.mark.parametrize(
    ("quantity", "price"), [(1, 12_000), (99, 12_000), (100, 10_800), (299, 10_800), (300, 9_600), (10**9, 9_600)]
)
def test_a_price_holds_from_its_minimum_until_the_next(quantity, price):
    assert tier_at(VECTOR, quantity).unit_price == price


@pytest.mark.parametrize("quantity", [0, -1])
def test_no_price_holds_below_one(quantity):
    with pytest.raises(ValueError, match="starts at 1"):
        tier_at(VECTOR, quantity)


@pytest.mark.parametrize(
    ("quantity", "ahead"),
    [(1, Ahead(100, 10_800, 99)), (99, Ahead(100, 10_800, 1)), (100, Ahead(300, 9_600, 200)), (300, None)],
)
def test_the_next_tier_says_how_many_more_units_reach_it(quantity, ahead):
    assert next_tier(VECTOR, quantity) == ahead


def test_300_at_9600_cost_less_than_299_at_10800():
    assert cheaper_by_buying_more(VECTOR, 299) == CheaperAt(300, 9_600, 2_880_000, 349_200)


def test_buying_more_is_not_advised_where_it_costs_the_same():
    assert cheaper_by_buying_more([Tier(1, 200), Tier(10, 100)], 5) is None


def test_the_best_of_several_larger_quantities_is_named():
    tiers = [Tier(1, 1_000), Tier(10, 900), Tier(11, 100)]

    assert cheaper_by_buying_more(tiers, 9) == CheaperAt(11, 100, 1_100, 7_900)


@pytest.mark.parametrize(
    ("tiers", "expected"),
    [
        (VECTOR, []),
        ([], [Fault(Flaw.EMPTY, 0)]),
        ([Tier(2, 100)], [Fault(Flaw.FIRST_NOT_ONE, 0)]),
        ([Tier(1, 100), Tier(1, 90)], [Fault(Flaw.QUANTITY_NOT_RISING, 1)]),
        ([Tier(1, 100), Tier(5, 100)], [Fault(Flaw.PRICE_NOT_FALLING, 1)]),
        (
            [Tier(1, 100), Tier(5, 110), Tier(4, 90)],
            [Fault(Flaw.PRICE_NOT_FALLING, 1), Fault(Flaw.QUANTITY_NOT_RISING, 2)],
        ),
        ([Tier(1, 1), Tier(5, 0)], [Fault(Flaw.PRICE_NOT_POSITIVE, 1)]),
    ],
)
def test_each_flaw_is_named_with_its_place(tiers, expected):
    assert faults(tiers) == expected


@given(rows_of_tiers())
def test_drawn_tiers_are_valid(tiers):
    assert faults(tiers) == []


@given(rows_of_tiers(), st.integers(1, 10**7), st.integers(0, 10**6))
def test_a_larger_quantity_never_has_a_higher_price(tiers, quantity, more):
    assert tier_at(tiers, quantity + more).unit_price <= tier_at(tiers, quantity).unit_price


@given(rows_of_tiers(), st.integers(1, 10**7))
def test_the_units_to_the_next_tier_reach_it_and_one_fewer_does_not(tiers, quantity):
    ahead = next_tier(tiers, quantity)

    if ahead is None:
        assert tier_at(tiers, quantity) == tiers[-1]
    else:
        assert tier_at(tiers, quantity + ahead.units_more).unit_price == ahead.unit_price
        assert tier_at(tiers, quantity + ahead.units_more - 1) == tier_at(tiers, quantity)


@given(rows_of_tiers(), st.integers(1, 10**4), st.integers(0, 10**4))
def test_no_larger_quantity_beats_the_advice(tiers, quantity, more):
    def total(units):
        return units * tier_at(tiers, units).unit_price

    advice = cheaper_by_buying_more(tiers, quantity)

    best = total(quantity) if advice is None else advice.net
    assert total(quantity + more) >= best
    assert advice is None or advice.saved == total(quantity) - total(advice.quantity) > 0
