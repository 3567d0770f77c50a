"""The saving against what is paid now."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.savings import Difference, Saving, difference, percent_saved, savings
from procurement.calculations.tiers import Tier


def test_29_920_million_to_21_560_million_is_27_9_percent():
    assert percent_saved(29_920_000_000, 21_560_000_000) == Decimal("27.9")


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [(1000, 1000, "0.0"), (1000, 1200, "-20.0"), (2000, 1999, "0.1"), (2000, 2001, "-0.1"), (3, 0, "100.0")],
)
def test_halves_round_away_from_zero_in_both_directions(before, after, percent):
    assert percent_saved(before, after) == Decimal(percent)


@pytest.mark.parametrize("before", [0, -1])
def test_no_percentage_is_invented_where_nothing_was_paid(before):
    with pytest.raises(ValueError, match="positive"):
        percent_saved(before, 100)


def test_each_tier_says_what_it_saves_for_a_unit():
    tiers = [Tier(1, 13_200), Tier(500, 11_400)]

    assert savings(tiers, baseline=13_000) == [
        Saving(1, 13_200, -200, Decimal("-1.5")),
        Saving(500, 11_400, 1_600, Decimal("12.3")),
    ]


@given(st.integers(1, 10**10), st.integers(0, 10**10))
def test_a_percentage_has_the_sign_of_its_saving(before, after):
    percent = percent_saved(before, after)

    assert percent <= 100
    assert percent == 0 or (percent > 0) == (after < before)


@pytest.mark.parametrize(
    ("unit_price", "expected"),
    [(900, Difference(12_000, False)), (1_100, Difference(12_000, True)), (1_000, Difference(0, False))],
)
def test_a_difference_says_its_amount_and_its_direction(unit_price, expected):
    assert difference(baseline=1_000, unit_price=unit_price, quantity=120) == expected


def test_a_tier_that_costs_more_says_by_how_much():
    (saving,) = savings([Tier(1, 1_200)], baseline=1_000)

    assert (saving.unit_cost_more, saving.percent_more) == (200, Decimal("20.0"))
