"""Houses announce themselves, and the ground asks whoever is there."""

from typing import Any

import pytest

from commons.contracts import domains
from commons.contracts.domains import Domain


def _house(label: str, order: int) -> Domain:
    return Domain(
        label=label,
        title=label,
        lead="",
        icon="box",
        mount=f"{label}/",
        urls=f"{label}.urls",
        start=f"{label}:start",
        order=order,
    )


@pytest.fixture(autouse=True)
def empty_street(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start with no house."""
    monkeypatch.setattr(domains, "_domains", {})


def test_doors_stand_in_their_order_however_they_were_registered():
    for house in (_house("awards", 4), _house("procurement", 1), _house("academy", 3)):
        domains.register(house)

    assert [domain.label for domain in domains.registered()] == ["procurement", "academy", "awards"]


def test_a_house_that_registers_twice_has_one_door():
    domains.register(_house("procurement", 1))
    domains.register(_house("procurement", 2))

    assert [domain.order for domain in domains.registered()] == [2]


def test_a_house_that_says_no_more_shows_no_figures_and_nothing_new():
    house: Any = _house("procurement", 1)

    assert (house.facts(), house.newest(5)) == ([], [])
