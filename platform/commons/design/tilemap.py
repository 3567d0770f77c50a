"""Lay out the 62 municipalities as tiles: the drawing, its legend and the same facts as a list."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

SIDE = 52
STEP = 58
FIRST_ISLAND_ROW = 8  # the islands move half a tile towards the mainland, to leave a sea and not an ocean
MARKS = {"own": "★", "on": "●", "think": "△", "pass": "―", "wait": "未"}
LINE = 7  # letters of a Latin name that fit one line of a tile


@dataclass(frozen=True)
class Tile:
    """One municipality in place. ``lines`` is its name as drawn, ``mark`` what tells its kind without colour."""

    x: int
    y: int
    name: str
    lines: list[tuple[str, float]]
    kind: str
    state: str
    mark: str
    url: str
    size: str

    @property
    def words(self) -> str:
        """Say the tile in words: 「墨田区：参加」."""
        return _("%(name)s: %(state)s") % {"name": self.name, "state": self.state} if self.state else self.name

    @property
    def centre(self) -> int:
        """Return where the name's middle stands."""
        return self.x + SIDE // 2

    @property
    def mark_y(self) -> int:
        """Return where the mark stands."""
        return self.y + 42


@dataclass
class Group:
    """The tiles of one kind, for the legend and the list."""

    kind: str
    state: str
    mark: str
    tiles: list[Tile] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """Return the group's line in the list: 「参加（21）」."""
        return _("%(text)s (%(note)s)") % {"text": self.state, "note": len(self.tiles)} if self.state else ""


@dataclass(frozen=True)
class TileMap:
    """Everything the template draws."""

    tiles: list[Tile]
    groups: list[Group]

    @property
    def has_links(self) -> bool:
        """Tell whether tiles lead somewhere: then the drawing is a group of links and no mere picture."""
        return any(tile.url for tile in self.tiles)


def lay_out(tiles: Iterable[Mapping[str, Any]]) -> TileMap:
    """Place tiles given as mappings.

    Each has ``column``, ``row``, ``name`` (whole), ``label`` (short), ``kind`` (a ``tm--`` class or empty), ``state``
    (the word for its kind), and if wanted ``mark`` and ``url``.
    """
    placed = [_place(tile) for tile in tiles]
    groups: dict[tuple[str, str], Group] = {}
    for tile in placed:
        groups.setdefault((tile.kind, tile.state), Group(tile.kind, tile.state, tile.mark)).tiles.append(tile)
    return TileMap(placed, list(groups.values()))


def _place(tile: Mapping[str, Any]) -> Tile:
    row, kind = int(tile["row"]), str(tile.get("kind") or "")
    x = 1 + STEP * int(tile["column"])
    y = 1 + STEP * row - (STEP // 2 if row >= FIRST_ISLAND_ROW else 0)
    mark = str(tile.get("mark") or MARKS.get(kind, ""))
    name = str(tile["name"])
    # A Latin name means that the reader reads Latin letters: then the short Japanese label would say nothing.
    latin = name.isascii()
    words = _break(name) if latin else [str(tile.get("label") or name)]
    return Tile(
        x=x,
        y=y,
        name=name,
        lines=[(word, y + height) for word, height in zip(words, _heights(len(words), bool(mark)), strict=True)],
        kind=kind,
        state=str(tile.get("state") or ""),
        mark=mark,
        url=str(tile.get("url") or ""),
        size="latin" if latin else "long" if len(words[0]) > 3 else "",
    )


def _heights(lines: int, marked: bool) -> list[float]:
    if lines == 1:
        return [23 if marked else 31]
    return [16, 28] if marked else [25, 37]


def _break(name: str) -> list[str]:
    """Break a long Latin name in two: at its space or hyphen, else after the vowel nearest its middle."""
    if len(name) <= LINE:
        return [name]
    head, separator, tail = re.split(r"([ -])", name, maxsplit=1) if re.search(r"[ -]", name) else ("", "", "")
    if separator:
        return [head + separator.strip(), tail]
    middle = len(name) / 2
    cut = min(
        (place for place in range(3, len(name) - 2) if name[place - 1] in "aiueo"),
        key=lambda place: (abs(place - middle), -place),
        default=len(name) // 2,
    )
    return [f"{name[:cut]}-", name[cut:]]
