"""The demonstration's catalogue holds together."""

import datetime as dt
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from commons.accounts.models import Membership, Role
from commons.demo.first_day import DEMO_DAY
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import identifiers
from procurement.calculations.tiers import Tier, faults
from procurement.demo import seed
from procurement.demo.seeding import day, read
from procurement.models import CatalogueItem, Category, ContractKind, ItemVersion, MunicipalityBudget, Network, Supplier
from tests.people import person

CATALOGUE = read("catalogue.yaml")
BASELINES = read("baselines.yaml")


def ids(rows):
    return [row["id"] for row in CATALOGUE[rows]]


@pytest.mark.parametrize(("rows", "number"), [("categories", 10), ("suppliers", 20), ("items", 43)])
def test_every_row_has_an_id_of_its_own(rows, number):
    assert len(ids(rows)) == len(set(ids(rows))) == number


@pytest.mark.parametrize("supplier", CATALOGUE["suppliers"], ids=lambda row: row["id"])
def test_a_corporation_has_a_valid_number_and_a_sole_proprietor_has_none(supplier):
    number = supplier["corporate_number"]

    if supplier["is_corporation"]:
        assert identifiers.corporate_number_is_valid(number)
        assert supplier["invoice_number"] == f"T{number}"
    else:
        assert number is None


@pytest.mark.parametrize("item", CATALOGUE["items"], ids=lambda row: row["id"])
def test_an_item_refers_to_what_exists_and_its_versions_follow_each_other(item):
    versions = item["versions"]

    assert item["category"] in ids("categories")
    assert item["supplier"] in ids("suppliers")
    assert item["contract_kind"] in ContractKind.values
    assert {version["lgwan"] for version in versions} <= set(Network.values)
    assert [version["number"] for version in versions] == list(range(1, len(versions) + 1))
    assert all(day(earlier["valid_from_on"]) < day(later["valid_from_on"]) for earlier, later in pairwise(versions))
    assert all(day(version["valid_from_on"]) <= DEMO_DAY for version in versions)


@pytest.mark.parametrize("item", CATALOGUE["items"], ids=lambda row: row["id"])
def test_the_tiers_of_every_version_are_valid(item):
    for version in item["versions"]:
        assert faults([Tier(tier["min_total_quantity"], tier["unit_price"]) for tier in version["tiers"]]) == []


def test_a_baseline_names_an_item_once_for_a_body():
    pairs = Counter((row["body"], row["item"]) for row in BASELINES)

    assert set(pairs.values()) == {1}
    assert {row["item"] for row in BASELINES} <= set(ids("items"))


@pytest.fixture
def clerks(db):
    """Make the clerks who enter their bodies' figures."""
    for email, slug in {(row["by"], row["body"]) for row in BASELINES}:
        Membership.objects.create(
            user=person(email=email),
            organisation=Organisation.objects.get(slug=slug),
            role=Role.CLERK,
            valid_from=dt.date(2020, 4, 1),
        )


@pytest.mark.usefixtures("clerks")
def test_seeding_twice_changes_nothing():
    def everything() -> dict[str, list[Any]]:
        models: list[Any] = [Category, Supplier, CatalogueItem, ItemVersion, MunicipalityBudget]
        return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}

    with scopes.system("test"):
        seed()
        first = everything()
        seed()

        assert everything() == first
        assert {name: len(rows) for name, rows in first.items()} == {
            "Category": 10,
            "Supplier": 20,
            "CatalogueItem": 43,
            "ItemVersion": 45,
            "MunicipalityBudget": len(BASELINES),
        }


@pytest.mark.usefixtures("clerks")
def test_each_version_was_published_on_its_own_day_and_the_last_is_current():
    with scopes.system("test"):
        seed()

    chat = CatalogueItem.objects.get(slug="genai-chat")
    assert [
        (version.number, version.valid_from_on, version.published_at.date()) for version in chat.versions.all()
    ] == [
        (2, dt.date(2026, 5, 6), dt.date(2026, 5, 6)),
        (1, dt.date(2025, 5, 6), dt.date(2025, 5, 6)),
    ]
    assert (chat.entry_unit_price, chat.lowest_unit_price) == (13_200, 8_400)


@pytest.mark.django_db
def test_without_the_people_the_catalogue_is_seeded_all_the_same():
    with scopes.system("test"):
        seed()

        assert CatalogueItem.objects.count() == 43
        assert not MunicipalityBudget.objects.exists()
