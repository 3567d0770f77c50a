import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.simulating import cheaper_for_one, simulate
from procurement.calculations.tiers import Ahead, CheaperAt, Tier, tier_at

TIERS = (Tier(1, 12_000), Tier(100, 10_800), Tier(300, 9_600))


def test_every_case_says_what_the_body_would_pay() -> None:
    found = simulate(TIERS, others=168, quantity=120, tax_percent=10)

    assert found.total == 288
    assert [(case.unit_price, case.units_more, case.now, case.gross) for case in found.cases] == [
        (12_000, 0, False, 1_584_000),
        (10_800, 0, True, 1_425_600),
        (9_600, 12, False, 1_267_200),
    ]
    assert found.ahead == Ahead(300, 9_600, 12)
    assert found.present.unit_price == 10_800


def test_a_case_above_the_maximum_says_that_the_body_would_not_be_bound() -> None:
    found = simulate(TIERS, others=0, quantity=10, tax_percent=10, maximum=10_800)

    assert [case.over_maximum for case in found.cases] == [True, False, False]


def test_buying_more_may_cost_the_body_less() -> None:
    assert cheaper_for_one(TIERS, 0, 299) == CheaperAt(300, 9_600, 2_880_000, 349_200)
    assert cheaper_for_one(TIERS, 201, 95) == CheaperAt(99, 9_600, 950_400, 75_600)
    assert cheaper_for_one(TIERS, 200, 50) is None
    assert cheaper_for_one(TIERS, 300, 50) is None


def test_nothing_is_no_quantity() -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        simulate(TIERS, others=5, quantity=0, tax_percent=10)


@given(st.integers(0, 400), st.integers(1, 400))
def test_the_cheapest_larger_quantity_is_found_by_trying_all(others: int, quantity: int) -> None:
    def cost(own: int) -> int:
        return own * tier_at(TIERS, others + own).unit_price

    best = min(range(quantity, quantity + 500), key=lambda own: (cost(own), own))

    found = cheaper_for_one(TIERS, others, quantity)

    assert (found.quantity if found else quantity) == best


@given(st.integers(0, 400), st.integers(1, 400))
def test_exactly_one_case_holds(others: int, quantity: int) -> None:
    found = simulate(TIERS, others=others, quantity=quantity, tax_percent=10)

    assert [case.now for case in found.cases].count(True) == 1
    assert found.present.units_more == 0
