"""Items and their shelves."""

import pytest
from django.utils import translation

from procurement.models import PriceBand
from tests.procurement import goods

pytestmark = pytest.mark.django_db


def test_a_category_has_a_name_in_the_interface_language_and_an_item_only_its_own():
    item = goods.item(name="外付けディスプレイ")

    with translation.override("en"):
        assert (str(item.category), str(item)) == ("Devices and peripherals", "外付けディスプレイ")
    with translation.override("ja"):
        assert (str(item.category), str(item)) == ("端末・周辺機器", "外付けディスプレイ")


@pytest.mark.parametrize(
    ("price", "band"),
    [
        (1, "under-10k"),
        (9_999, "under-10k"),
        (10_000, "10k-100k"),
        (99_999, "10k-100k"),
        (100_000, "100k-1m"),
        (999_999, "100k-1m"),
        (1_000_000, "from-1m"),
    ],
)
def test_a_price_lies_in_one_band(price, band):
    assert PriceBand.of(price) == band
