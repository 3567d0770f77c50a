import datetime as dt

import pytest

from procurement.calculations.guards import Threshold, council, grounds, in_force, negotiated
from procurement.models import ContractKind

DAY = dt.date(2026, 6, 10)


@pytest.mark.parametrize(
    ("subject", "ceiling"),
    [
        ("construction", 2_000_000),
        ("manufacture", 2_000_000),
        ("purchase", 1_500_000),
        ("lease", 800_000),
        ("sale", 500_000),
        ("letting", 300_000),
        ("services", 1_000_000),
    ],
)
def test_a_small_contract_may_be_negotiated_up_to_the_ceiling(subject: str, ceiling: int) -> None:
    assert negotiated(subject, ceiling).ok
    assert not negotiated(subject, ceiling + 1).ok
    assert grounds(subject, ceiling) == (1, 2, 6, 7)
    assert grounds(subject, ceiling + 1) == (2, 6, 7)


@pytest.mark.parametrize(
    ("subject", "body_kind", "floor"),
    [
        ("purchase", "ward", 20_000_000),
        ("purchase", "city", 20_000_000),
        ("purchase", "town", 7_000_000),
        ("purchase", "village", 7_000_000),
        ("construction", "city", 150_000_000),
        ("construction", "village", 50_000_000),
        ("manufacture", "ward", 150_000_000),
        ("manufacture", "town", 50_000_000),
    ],
)
def test_the_council_approves_from_the_floor_on(subject: str, body_kind: str, floor: int) -> None:
    below = council(subject, floor - 1, body_kind=body_kind)
    at = council(subject, floor, body_kind=body_kind)

    assert below is not None
    assert below.ok
    assert at is not None
    assert not at.ok
    assert at.limit == floor


@pytest.mark.parametrize("subject", ["lease", "services"])
def test_other_kinds_need_no_council(subject: str) -> None:
    assert council(subject, 10**12, body_kind="city") is None


def test_a_bodys_own_ceiling_counts_from_its_first_day() -> None:
    own = [Threshold(800_000, dt.date(2000, 4, 1)), Threshold(1_500_000, dt.date(2026, 7, 1))]

    assert in_force(own, DAY) == 800_000
    assert not negotiated("purchase", 900_000, own=own, day=DAY).ok
    assert negotiated("purchase", 900_000, own=own, day=dt.date(2026, 7, 1)).ok
    assert in_force(own, dt.date(1999, 1, 1)) is None


def test_a_bodys_own_rule_cannot_step_over_the_ordinance() -> None:
    high, low = [Threshold(9_000_000, DAY)], [Threshold(1_000_000, DAY)]

    assert negotiated("purchase", 1_500_001, own=high, day=DAY).limit == 1_500_000
    found = council("purchase", 19_999_999, body_kind="city", own=low, day=DAY)
    assert found is not None
    assert found.ok


def test_every_advice_names_its_article() -> None:
    assert negotiated("services", 1).article == "地方自治法施行令第167条の2第1項第1号・別表第五"
    purchase = council("purchase", 1, body_kind="city")
    works = council("construction", 1, body_kind="city")
    assert purchase is not None
    assert purchase.article == "地方自治法施行令第121条の2の2・別表第四"
    assert works is not None
    assert works.article == "地方自治法施行令第121条の2の2・別表第三"


def test_every_kind_of_contract_in_the_catalogue_has_a_ceiling() -> None:
    assert all(negotiated(kind, 1).ok for kind in ContractKind.values)
