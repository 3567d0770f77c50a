from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.resolving import Promise, Resolution, quantities_at, resolve
from procurement.calculations.tiers import Tier

TIERS = (Tier(1, 12_000), Tier(100, 10_800), Tier(300, 9_600))
A, B, C = 1, 2, 3


@st.composite
def rows_of_tiers(draw: st.DrawFn) -> Sequence[Tier]:
    count = draw(st.integers(1, 5))
    steps = draw(st.lists(st.integers(2, 60), min_size=count - 1, max_size=count - 1, unique=True))
    prices = draw(st.lists(st.integers(1, 50), min_size=count, max_size=count, unique=True))
    return [Tier(*pair) for pair in zip([1, *sorted(steps)], sorted(prices, reverse=True), strict=True)]


promises_of_bodies = st.lists(
    st.builds(Promise, st.integers(1, 5), st.integers(1, 40), st.none() | st.integers(0, 55)), max_size=8
)


def by_trying_everything(tiers: Sequence[Tier], promises: Sequence[Promise], stands_from: int) -> int | None:
    feasible = []
    for tier in tiers:
        total = 0
        for promise in promises:
            if promise.maximum is None or promise.maximum >= tier.unit_price:
                total += promise.quantity
        if total >= tier.min_total_quantity and total >= stands_from:
            feasible.append(tier.unit_price)
    return min(feasible, default=None)


def test_the_worked_example_of_the_rule() -> None:
    promises = [Promise(A, 120), Promise(B, 90), Promise(C, 100, 9_600)]

    found = resolve(TIERS, promises)

    assert found == Resolution(310, 9_600, 300, {A: 120, B: 90, C: 100})
    assert found.total * 9_600 == 2_976_000


def test_the_worked_example_without_its_third_body() -> None:
    found = resolve(TIERS, [Promise(A, 120), Promise(B, 90)])

    assert found == Resolution(210, 10_800, 100, {A: 120, B: 90})
    assert found.total * 10_800 == 2_268_000


def test_a_body_whose_maximum_is_lower_is_not_bound() -> None:
    found = resolve(TIERS, [Promise(A, 120), Promise(C, 100, 9_600)])

    assert found == Resolution(120, 10_800, 100, {A: 120})


def test_a_withdrawal_may_leave_nobody_bound() -> None:
    promises = [Promise(A, 200, 9_600), Promise(B, 100, 9_600)]

    assert resolve(TIERS, promises).quantities == {A: 200, B: 100}
    assert resolve(TIERS, promises[:1]) == Resolution()


def test_below_the_lowest_total_nothing_stands() -> None:
    assert not resolve(TIERS, [Promise(A, 49)], stands_from=50).stands
    assert resolve(TIERS, [Promise(A, 50)], stands_from=50).unit_price == 12_000


def test_a_lower_price_is_found_where_a_tier_between_fails() -> None:
    promises = [Promise(A, 300, 9_600)]

    assert resolve(TIERS, promises).unit_price == 9_600


@given(promises_of_bodies, st.integers(1, 60), st.integers(1, 60))
def test_no_body_wants_more_at_a_higher_price(promises: list[Promise], one: int, other: int) -> None:
    low, high = sorted((one, other))

    wanted_low, wanted_high = quantities_at(promises, low), quantities_at(promises, high)

    assert all(wanted_low.get(body, 0) >= quantity for body, quantity in wanted_high.items())


@given(rows_of_tiers(), promises_of_bodies, st.integers(1, 60))
def test_the_lowest_feasible_price_binds(tiers: list[Tier], promises: list[Promise], stands_from: int) -> None:
    found = resolve(tiers, promises, stands_from=stands_from)

    assert found.unit_price == by_trying_everything(tiers, promises, stands_from)


@given(rows_of_tiers(), promises_of_bodies)
def test_nobody_pays_more_than_their_maximum(tiers: list[Tier], promises: list[Promise]) -> None:
    found = resolve(tiers, promises)

    for body, quantity in found.quantities.items():
        assert found.unit_price is not None
        willing = [each for each in promises if each.body == body and each.at(found.unit_price)]
        assert quantity == sum(each.quantity for each in willing)
    assert found.total == sum(found.quantities.values())


@given(rows_of_tiers(), promises_of_bodies, st.integers(1, 5))
def test_a_withdrawal_is_the_resolution_of_all_others(tiers: list[Tier], promises: list[Promise], gone: int) -> None:
    others = [promise for promise in promises if promise.body != gone]

    found = resolve(tiers, others)

    assert gone not in found.quantities
    assert found.unit_price == by_trying_everything(tiers, others, 1)
    before = resolve(tiers, promises)
    if found.stands and found.unit_price is not None:
        assert before.unit_price is not None
        assert before.unit_price <= found.unit_price


@given(rows_of_tiers(), promises_of_bodies)
def test_the_order_of_entry_changes_nothing(tiers: list[Tier], promises: list[Promise]) -> None:
    assert resolve(tiers, promises) == resolve(list(reversed(tiers)), list(reversed(promises)))


@given(rows_of_tiers())
def test_the_tiers_made_here_are_tiers(tiers: list[Tier]) -> None:
    assert all(a.unit_price > b.unit_price and a.min_total_quantity < b.min_total_quantity for a, b in pairwise(tiers))
