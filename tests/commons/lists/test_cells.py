"""A cell of an export holds a value and never acts."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.lists import cells


@pytest.mark.parametrize("opening", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "　＝", "\t@"])
def test_a_text_that_opens_like_a_formula_is_made_inert(opening: str) -> None:
    assert cells.plain(f"{opening}cmd|' /C calc'!A0") == f"'{opening}cmd|' /C calc'!A0"


@pytest.mark.parametrize("text", ["端末", "a=b", "1-2", "'quoted", "ー（長音）", ""])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert cells.plain(text) == text


def test_a_control_character_shows_instead_of_breaking_the_file() -> None:
    assert cells.plain("a\x0bb\x00c\nd") == "a\ufffdb\ufffdc\nd"


def test_a_text_beyond_the_cell_ends_in_a_mark() -> None:
    found = str(cells.plain("あ" * 40_000))

    assert (len(found), found[-1]) == (cells.LONGEST, "…")


def test_numbers_and_dates_stay_what_they_are() -> None:
    noon = dt.datetime(2026, 6, 10, 3, 0, tzinfo=ZoneInfo("UTC"))

    assert [cells.plain(value) for value in (-5, Decimal("1.50"), dt.date(2026, 6, 10), noon, None)] == [
        -5,
        Decimal("1.50"),
        dt.date(2026, 6, 10),
        dt.datetime(2026, 6, 10, 12, 0),
        None,
    ]


@given(st.text())
def test_no_text_at_all_starts_a_formula(text: str) -> None:
    found = str(cells.plain(text))

    assert not found.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert not found.startswith(("\t", "\r", "\n"))
