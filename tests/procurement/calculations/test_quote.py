"""What a quantity costs."""

from hypothesis import given
from hypothesis import strategies as st

from commons.values.tax import tax_of
from procurement.calculations.quote import quote
from procurement.calculations.tiers import Ahead, CheaperAt, Tier

VECTOR = [Tier(1, 12_000), Tier(100, 10_800), Tier(300, 9_600)]


def test_a_quote_says_price_tax_the_next_tier_and_what_would_be_cheaper():
    priced = quote(VECTOR, quantity=299, tax_percent=10)

    assert (priced.unit_price, priced.from_quantity) == (10_800, 100)
    assert (priced.net, priced.tax, priced.gross) == (3_229_200, 322_920, 3_552_120)
    assert priced.ahead == Ahead(300, 9_600, 1)
    assert priced.cheaper == CheaperAt(300, 9_600, 2_880_000, 349_200)


def test_the_tax_is_rounded_once_on_the_sum_and_not_for_each_unit():
    assert quote([Tier(1, 105)], quantity=3, tax_percent=10).tax == 31


@given(st.integers(1, 10**8), st.integers(1, 10**10), st.integers(0, 100))
def test_with_tax_is_without_tax_and_the_tax(quantity, price, percent):
    priced = quote([Tier(1, price)], quantity=quantity, tax_percent=percent)

    assert priced.gross == priced.net + tax_of(quantity * price, percent)
