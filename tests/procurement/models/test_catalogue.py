"""Items, and the plain search over their words."""

import pytest
from django.utils import translation

from procurement.models import CatalogueItem, PriceBand
from tests.procurement import goods

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "words",
    [
        "ディスプレイ",
        "ﾃﾞｨｽﾌﾟﾚｲ",
        "でぃすぷれい",
        "モニター",
        "もにたー",
        "ＴＹＰＥ－Ｃ",
        "type-c",
        "最初の一歩",
        "給電　モニター",
    ],
)
def test_width_case_and_kana_make_no_difference_to_the_search(words):
    item = goods.item()

    assert list(CatalogueItem.objects.containing(words)) == [item]


@pytest.mark.parametrize("words", ["プリンター", "モニター プリンター", "%", "_"])
def test_every_word_must_be_there_and_wildcards_are_plain_characters(words):
    goods.item()

    assert list(CatalogueItem.objects.containing(words)) == []


def test_no_words_keep_everything():
    item = goods.item()

    assert list(CatalogueItem.objects.containing(" 　")) == [item]


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
