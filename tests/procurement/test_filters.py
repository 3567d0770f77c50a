"""The catalogue as a list: what is found, how it is ordered, what is exported."""

import pytest
from django.http import QueryDict
from django.utils import translation

from commons.lists.listing import Listing
from commons.tenancy import scopes
from procurement.calculations.tiers import Tier
from procurement.filters import CATALOGUE
from tests.procurement import goods

pytestmark = pytest.mark.django_db


def listing(query=""):
    with scopes.public() as scope:
        found = Listing(CATALOGUE, QueryDict(query), scope)
        _ = found.total, found.notes
        return found


def found(query=""):
    return [item.slug for item in listing(query).page]


@pytest.fixture
def shelf():
    """Three items that differ in everything a filter asks for."""
    goods.item(
        slug="monitor",
        name="外付けディスプレイ",
        kana="そとづけでぃすぷれい",
        new_version=goods.version(network="not_applicable", certifications=[], tiers=[Tier(1, 27_800)]),
    )
    goods.item(
        slug="chat",
        category=goods.category("genai", "生成AI", "Generative AI"),
        name="生成AIチャット",
        kana="せいせいえーあいちゃっと",
        summary="対話型AIです。",
        synonyms=["LLM"],
        contract_kind="services",
        supplier=goods.supplier("musashi-ai", "ムサシノ言語技研"),
        new_version=goods.version(
            description="起案文の下書き。",
            network="lgwan_asp",
            certifications=["ISMAP", "ISO/IEC 27001"],
            tiers=[Tier(1, 9_999)],
        ),
    )
    goods.item(
        slug="gis",
        category=goods.category("cloud", "クラウド", "Cloud"),
        name="統合型GIS",
        kana="とうごうがたじーあいえす",
        summary="地図です。",
        synonyms=["地図情報"],
        contract_kind="services",
        supplier=goods.supplier("chizulab", "地図ラボ"),
        new_version=goods.version(
            description="庁内の地図。", network="both", certifications=["ISO/IEC 27001"], tiers=[Tier(1, 1_200_000)]
        ),
    )


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["gis", "chat", "monitor"]),
        ("category=genai", ["chat"]),
        ("category=genai&category=cloud", ["gis", "chat"]),
        ("price=under-10k", ["chat"]),
        ("price=10k-100k&price=from-1m", ["gis", "monitor"]),
        ("kind=services", ["gis", "chat"]),
        ("network=lgwan_asp", ["chat"]),
        ("certification=ISO/IEC 27001", ["gis", "chat"]),
        ("certification=ISMAP&certification=ISO/IEC 27001", ["gis", "chat"]),
        ("supplier=chizulab", ["gis"]),
        ("kind=services&certification=ISMAP", ["chat"]),
        ("kind=purchase&certification=ISMAP", []),
        ("sort=price", ["chat", "monitor", "gis"]),
        ("sort=price-down", ["gis", "monitor", "chat"]),
        ("sort=name", ["chat", "monitor", "gis"]),
    ],
)
def test_filters_narrow_and_sorts_order(query, slugs):
    assert found(query) == slugs


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
def test_width_case_and_kana_make_no_difference_to_the_words(words):
    item = goods.item()

    assert found(f"q={words}") == [item.slug]


@pytest.mark.parametrize("words", ["プリンター", "モニター プリンター", "%25", "_"])
def test_every_word_must_be_there_and_wildcards_are_plain_characters(words):
    goods.item()

    assert found(f"q={words}") == []


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("query", ["", "kind=services", "q=AI", "network=both&category=cloud", "certification=ISMAP"])
def test_the_count_beside_each_choice_is_what_ticking_it_lists(query):
    shown = listing(query)

    for group in shown.facets:
        rest = "&".join(part for part in query.split("&") if part and not part.startswith(f"{group.name}="))
        for option in group.options:
            assert option.count == listing(f"{rest}&{group.name}={option.value}").total, (group.name, option.value)


@pytest.mark.parametrize("query", ["category=nowhere", "sort=secret", "budget=1", "page=9999", "price=1"])
def test_what_is_unknown_is_said_and_nothing_breaks(query):
    goods.item()

    shown = listing(query)

    assert len(shown.notes) == 1
    assert shown.total == 1


def test_categories_are_named_in_the_interface_language_and_items_as_people_wrote():
    goods.item(name="外付けディスプレイ")

    with translation.override("en"):
        assert [(option.label, option.count) for option in listing().facets[0].options] == [
            ("Devices and peripherals", 1)
        ]
        assert [item.name for item in listing().page] == ["外付けディスプレイ"]


def test_the_export_has_the_same_columns_for_everybody():
    def columns(scope):
        return [column.key for column in CATALOGUE.columns(scope)]

    visitor = scopes.Scope("public")
    others = [
        scopes.Scope("member", user_id=1, organisation_id=1, roles=frozenset({role}))
        for role in ("clerk", "hub_officer")
    ]

    assert [columns(scope) for scope in others] == [columns(visitor)] * 2


def test_a_row_of_the_export_says_what_the_item_costs(django_assert_num_queries):
    goods.item(slug="monitor", name="外付けディスプレイ")
    with scopes.public() as scope:
        row = Listing(CATALOGUE, QueryDict(""), scope).rows.get()

        with django_assert_num_queries(0):
            values = {column.key: column.value(row) for column in CATALOGUE.columns(scope)}

    assert values["slug"] == "monitor"
    assert (values["entry_unit_price"], values["lowest_from"], values["lowest_unit_price"]) == (12_000, 300, 9_600)
    assert (values["unit"], values["tax_percent"], values["version"]) == ("台", 10, 1)
    assert (values["certifications"], values["valid_from_on"]) == ("ISMAP", goods.LONG_AGO)
