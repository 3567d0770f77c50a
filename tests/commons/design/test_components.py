"""What the components write."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler


def _drawn(source: str, language: str = "en", **context: Any) -> BeautifulSoup:
    with translation.override(language):
        return BeautifulSoup(
            engines["django"].from_string(CottonCompiler().process(source)).render(context), "html.parser"
        )


def test_the_trail_begins_at_home_and_ends_here() -> None:
    soup = _drawn('<c-breadcrumb :trail="trail" />', trail=[("調達", "/procurement/"), ("端末", "")])

    assert [link["href"] for link in soup.select("a")] == ["/", "/procurement/"]
    assert [here.text for here in soup.select("[aria-current=page]")] == ["端末"]


@pytest.mark.parametrize("query", ["q=端末&page=9", QueryDict("q=端末&page=9")])
def test_pages_keep_the_query_and_replace_the_page(query: str | QueryDict) -> None:
    page = Paginator(range(60), 20).page(2)

    soup = _drawn('<c-pagination :page="page" :query="query" />', page=page, query=query)

    links = [QueryDict(str(link["href"])[1:]) for link in soup.select("a")]
    assert {link["q"] for link in links} == {"端末"}
    assert [link["page"] for link in links] == ["1", "1", "2", "3", "3"]


def test_a_single_page_needs_no_links() -> None:
    assert _drawn('<c-pagination :page="page" />', page=Paginator(range(3), 20).page(1)).select("nav") == []


@pytest.mark.parametrize("kind", ["draft", "open", "doing", "done", "back", "stop", "closed"])
def test_a_state_never_stands_on_colour_alone(kind: str) -> None:
    soup = _drawn('<c-state :kind="kind">語</c-state>', kind=kind)

    assert len(soup.select("svg[aria-hidden=true]")) == 1
    assert soup.text.strip() == "語"


def test_what_is_private_says_to_whom_it_shows() -> None:
    soup = _drawn('<c-private-panel organisation="世田谷区" title="予算" id="own">x</c-private-panel>', "ja")

    mark = soup.select_one(".private-mark")
    assert mark is not None
    assert mark.text.strip() == "世田谷区だけに見えています"


def test_a_confirmation_offers_a_link_or_a_button_to_each_change() -> None:
    rows = [("件名", "端末", "subject"), ("数量", "120", "/form/#quantity"), ("番号", "1", "")]

    soup = _drawn('<c-confirm-rows :rows="rows" />', rows=rows)

    assert [(button["name"], button["value"]) for button in soup.select("button")] == [("change", "subject")]
    assert [link["href"] for link in soup.select("a")] == ["/form/#quantity"]


def test_text_is_escaped_wherever_it_enters() -> None:
    soup = _drawn(
        '<c-notice kind="info" :title="text">{{ text }}</c-notice>'
        '<c-confirm-rows :rows="rows" /><c-figure :label="text" :value="text" />',
        text="<b>x</b>",
        rows=[("<b>x</b>", "<b>x</b>", "")],
    )

    assert soup.select("b") == []


def test_the_map_links_its_tiles_and_lists_them() -> None:
    tiles = [
        {
            "column": 8,
            "row": 5,
            "name": "世田谷区",
            "label": "世田谷",
            "kind": "own",
            "state": "参加",
            "url": "/m/setagaya/",
        }
    ]

    soup = _drawn('<c-tile-map :tiles="tiles" title="地図" />', tiles=tiles)

    assert [link["aria-label"] for link in soup.select("svg a")] == ["世田谷区: 参加"]
    assert [link["href"] for link in soup.select("dd a")] == ["/m/setagaya/"]
    assert [drawing["role"] for drawing in soup.select("svg.tilemap__svg")] == ["group"]


def test_a_map_without_links_is_one_picture() -> None:
    tiles = [{"column": 8, "row": 5, "name": "世田谷区", "label": "世田谷", "kind": "", "state": ""}]

    soup = _drawn('<c-tile-map :tiles="tiles" title="地図" />', tiles=tiles)

    assert [drawing["role"] for drawing in soup.select("svg.tilemap__svg")] == ["img"]


def test_a_chart_has_its_table() -> None:
    bars = [{"label": "個別", "value": 2, "text": "2円"}, {"label": "共同", "value": 1, "text": "1円"}]

    soup = _drawn('<c-bar-chart :bars="bars" title="費用" />', bars=bars)

    assert [[cell.text for cell in row.select("th, td")] for row in soup.select("tbody tr")] == [
        ["個別", "2円"],
        ["共同", "1円"],
    ]


def test_the_tiers_are_told_in_words_too() -> None:
    steps = [{"label": "1から", "price": 2, "text": "2円"}, {"label": "9から", "price": 1, "text": "1円", "now": True}]

    soup = _drawn('<c-tier-chart :steps="steps" id="t" />', steps=steps)

    assert [text.text for text in soup.select("#t-desc")] == ["1から 2円, 9から 1円"]


@pytest.mark.parametrize(("language", "read"), [("ja", "カタログ 43品目"), ("en", "カタログ 43 品目")])
def test_a_figure_at_a_door_stands_apart_from_its_unit_in_english_alone(language: str, read: str) -> None:
    door = {
        "title": "調達",
        "icon": "procurement",
        "url": "/p/",
        "facts": [{"label": "カタログ", "value": 43, "unit": "品目"}],
    }

    assert _drawn('<c-domain-door :domain="door" />', language, door=door).select(".domain__facts")[0].text == read
