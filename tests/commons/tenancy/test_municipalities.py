"""The list of municipalities is the real one."""

import pytest
from django.db.models import Sum

from commons.tenancy import municipalities
from commons.tenancy.models import Organisation

pytestmark = pytest.mark.django_db


def test_there_are_62_municipalities_and_one_hub():
    assert municipalities.load() == 63
    assert Organisation.objects.municipalities().count() == 62
    assert Organisation.objects.hub().name == "東京コモンズ運営事務局"


def test_the_population_of_2020_sums_to_the_census():
    total = Organisation.objects.aggregate(total=Sum("population_2020"))["total"]

    assert total == 14_047_594


def test_loading_twice_changes_nothing():
    before = list(Organisation.objects.values())

    municipalities.load()

    assert list(Organisation.objects.values()) == before
