"""Which fonts print the papers, whether they are there, and which characters they have."""

import subprocess
from dataclasses import dataclass
from functools import cache

# In the order in which papers.css names them. The press sees no other.
FAMILIES = (
    "BIZ UDPGothic", "BIZ UDGothic", "BIZ UDPMincho", "BIZ UDMincho",
    "Noto Sans CJK JP", "Noto Sans JP", "Noto Serif CJK JP", "Noto Serif JP",
)  # fmt: skip


@dataclass(frozen=True)
class Face:
    """One font file, or one font of a collection."""

    family: str
    file: str
    index: int


@dataclass(frozen=True)
class Coverage:
    """The characters that can be printed, and the variants of kanji (character, selector) that can."""

    characters: frozenset[int]
    variants: frozenset[tuple[int, int]]


@cache
def faces() -> tuple[Face, ...]:
    """List the installed faces of our families; none when fontconfig or the fonts are absent."""
    question = ["fc-list", "--format", "%{family}\t%{file}\t%{index}\n", ":lang=ja"]
    try:
        answer = subprocess.run(question, capture_output=True, text=True, timeout=20, check=True).stdout  # noqa: S603 - ours
    except (OSError, subprocess.SubprocessError):
        return ()
    found = []
    for line in sorted(answer.splitlines()):
        names, file, index = line.split("\t")
        family = next((name for name in names.split(",") if name in FAMILIES), None)
        if family:
            found.append(Face(family, file, int(index) & 0xFFFF))  # the upper half numbers named instances
    return tuple(found)


@cache
def coverage() -> Coverage:
    """Read what our fonts have: in each family what all its weights have, of the families whatever one has."""
    characters: set[int] = set()
    variants: set[tuple[int, int]] = set()
    for family in FAMILIES:
        weights = [_read(face) for face in faces() if face.family == family]
        if weights:
            characters |= frozenset.intersection(*(weight.characters for weight in weights))
            variants |= frozenset.intersection(*(weight.variants for weight in weights))
    return Coverage(frozenset(characters), frozenset(variants))


def _read(face: Face) -> Coverage:
    from fontTools.ttLib import TTFont  # here, for it is large and only who issues papers needs it

    font = TTFont(face.file, fontNumber=face.index, lazy=True)
    table = font["cmap"]
    variants = {
        (base, selector)
        for part in table.tables
        if part.format == 14
        for selector, pairs in part.uvsDict.items()
        for base, _glyph in pairs
    }
    return Coverage(frozenset(table.getBestCmap()), frozenset(variants))
