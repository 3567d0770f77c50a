"""The map of tiles."""

import csv
from importlib.resources import files
from typing import Any

from commons.design import tilemap


def _tile(**given: Any) -> dict[str, Any]:
    return {"column": 0, "row": 0, "name": "世田谷区", "label": "世田谷", "kind": "", "state": "", **given}


def test_a_tile_stands_on_the_grid() -> None:
    tile = tilemap.lay_out([_tile(column=8, row=5)]).tiles[0]

    assert (tile.x, tile.y, tile.centre) == (465, 291, 491)


def test_the_islands_lie_half_a_tile_nearer() -> None:
    tile = tilemap.lay_out([_tile(column=9, row=8, name="大島町", label="大島")]).tiles[0]

    assert (tile.x, tile.y) == (523, 436)


def test_every_kind_that_matters_has_a_mark_besides_its_colour() -> None:
    tiles = tilemap.lay_out([_tile(kind=kind) for kind in ("own", "on", "think", "pass", "wait")]).tiles

    assert [tile.mark for tile in tiles] == ["★", "●", "△", "―", "未"]


def test_legend_and_list_group_by_kind_in_the_order_met() -> None:
    tiles = [_tile(kind="on", state="参加"), _tile(kind="wait", state="未回答"), _tile(kind="on", state="参加")]

    groups = tilemap.lay_out(tiles).groups

    assert [(group.kind, group.state, len(group.tiles)) for group in groups] == [
        ("on", "参加", 2),
        ("wait", "未回答", 1),
    ]


def test_a_tile_says_its_state_in_words() -> None:
    tile = tilemap.lay_out([_tile(kind="on", state="参加")]).tiles[0]

    assert tile.words == "世田谷区：参加"


def test_tiles_with_addresses_make_a_group_of_links() -> None:
    assert tilemap.lay_out([_tile(url="/x/")]).has_links
    assert not tilemap.lay_out([_tile()]).has_links


def test_a_long_latin_name_breaks_after_a_vowel() -> None:
    tile = tilemap.lay_out([_tile(name="Musashimurayama")]).tiles[0]

    assert [line for line, _ in tile.lines] == ["Musashi-", "murayama"]


def test_every_municipality_fits_its_tile_in_english() -> None:
    text = (files("commons.tenancy") / "data" / "municipalities.csv").read_text(encoding="utf-8")
    names = [row["name_en"] for row in csv.DictReader(text.splitlines())]

    drawn = tilemap.lay_out(_tile(name=name) for name in names).tiles

    assert len(drawn) == 62
    assert max(len(line) for tile in drawn for line, _ in tile.lines) <= 9
