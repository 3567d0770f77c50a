"""Consumption tax is rounded once per paper and rate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.values.tax import tax_of, tax_of_paper, with_tax

AMOUNTS = st.integers(min_value=-(10**18), max_value=10**18)
RATES = st.sampled_from([0, 8, 10])
ROUNDINGS = st.sampled_from(["floor", "half_up", "ceiling"])


def test_three_lines_of_105_yen_carry_31_yen_of_tax_on_one_paper():
    assert tax_of_paper([(105, 10)] * 3) == {10: 31}


def test_three_papers_of_105_yen_carry_ten_yen_each():
    assert [tax_of_paper([(105, 10)]) for _ in range(3)] == [{10: 10}] * 3


def test_each_rate_of_a_paper_is_rounded_by_itself():
    lines = [(105, 10), (99, 8), (204, 10), (26, 8)]

    assert tax_of_paper(lines) == {8: 10, 10: 30}


@pytest.mark.parametrize(("rounding", "tax"), [("floor", 10), ("half_up", 11), ("ceiling", 11)])
def test_half_a_yen_goes_as_the_rounding_says(rounding, tax):
    assert tax_of(105, 10, rounding=rounding) == tax


@pytest.mark.parametrize(("rounding", "tax"), [("floor", 10), ("half_up", 10), ("ceiling", 11)])
def test_a_tenth_of_a_yen_goes_as_the_rounding_says(rounding, tax):
    assert tax_of(101, 10, rounding=rounding) == tax


def test_the_sum_with_tax_is_the_sum_and_its_tax():
    assert with_tax(2_976_000, 10) == 3_273_600


def test_amounts_beyond_a_floats_precision_keep_every_yen():
    assert tax_of(10**18 + 9, 10) == 10**17
    assert tax_of(10**18 + 10, 10) == 10**17 + 1


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_rate_that_cannot_be_is_refused(percent):
    with pytest.raises(ValueError, match="does not exist"):
        tax_of(100, percent)


def test_an_unknown_rounding_is_refused():
    with pytest.raises(ValueError, match="unknown rounding"):
        tax_of(100, 10, rounding="bankers")  # type: ignore[arg-type]  # the wrong argument is the point


@given(AMOUNTS, RATES, ROUNDINGS)
def test_a_paper_and_its_cancellation_add_up_to_nothing(net, percent, rounding):
    assert tax_of(net, percent, rounding=rounding) == -tax_of(-net, percent, rounding=rounding)


@given(AMOUNTS, st.integers(min_value=0, max_value=10**12), RATES, ROUNDINGS)
def test_a_larger_sum_never_carries_less_tax(net, more, percent, rounding):
    assert tax_of(net, percent, rounding=rounding) <= tax_of(net + more, percent, rounding=rounding)


@given(st.integers(min_value=0, max_value=10**18), RATES)
def test_the_roundings_stand_in_order_and_within_one_yen(net, percent):
    down, half, up = (tax_of(net, percent, rounding=rounding) for rounding in ("floor", "half_up", "ceiling"))

    assert down <= half <= up <= down + 1
    assert down * 100 <= net * percent <= up * 100


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=30), RATES)
def test_one_rounding_differs_from_rounding_every_line_by_less_than_the_lines(nets, percent):
    once = tax_of_paper([(net, percent) for net in nets])[percent]
    by_line = sum(tax_of(net, percent) for net in nets)

    assert by_line <= once < by_line + len(nets)
