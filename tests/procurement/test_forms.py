"""Rows of tiers and lists of lines, as they are typed."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from procurement.calculations.tiers import Tier
from procurement.forms.catalogue import LinesField
from procurement.forms.tiers import FIRST_ROWS, MOST_ROWS, TierRows


def typed(*rows, **more):
    data = QueryDict(mutable=True)
    data["rows"] = str(FIRST_ROWS)
    for number, (quantity, price) in enumerate(rows, start=1):
        data[f"tier_{number}_from"], data[f"tier_{number}_price"] = quantity, price
    data.update(more)
    return TierRows(data)


def test_empty_rows_between_tiers_do_not_count():
    form = typed(("1", "１００"), ("", " "), ("10", "90"))

    assert form.is_valid(), form.errors
    assert form.tiers == [Tier(1, 100), Tier(10, 90)]


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([], "tier_1_from"),
        ([("", ""), ("2", "100")], "tier_2_from"),
        ([("1", "100"), ("", ""), ("1", "90")], "tier_3_from"),
        ([("1", "100"), ("", ""), ("9", "100")], "tier_3_price"),
        ([("1", "100"), ("9", "")], "tier_2_price"),
        ([("", "100")], "tier_1_from"),
        ([("1", "0")], "tier_1_price"),
    ],
)
def test_what_is_wrong_is_said_once_beside_the_row_it_is_in(rows, field):
    form = typed(*rows)

    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert len(form.errors[field]) == 1


def test_more_rows_keep_what_was_typed_up_to_a_limit():
    form = typed(("1", "x"))

    grown = TierRows(form.with_more_rows())

    assert len(grown.row_numbers) == FIRST_ROWS + 4
    assert grown.data["tier_1_price"] == "x"
    assert len(TierRows(typed(rows=str(MOST_ROWS)).with_more_rows()).row_numbers) == MOST_ROWS


def test_stored_tiers_leave_room_for_one_more():
    tiers = [Tier(number, 1_000 - number) for number in range(1, 10)]

    form = TierRows(initial=TierRows.initial_tiers(tiers))

    assert len(form.row_numbers) == 10
    assert form["tier_9_price"].value() == "991"


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", []), ("一\n\n 二 \r\n三", ["一", "二", "三"]), ("同じ\n同じ", ["同じ"]), ("　全角の空白　", ["全角の空白"])],
)
def test_lines_are_read_without_the_empty_and_the_repeated_ones(text, lines):
    assert LinesField(required=False).clean(text) == lines


@pytest.mark.parametrize("text", ["あ" * 11, "\n".join(map(str, range(31))), "ワード\u000b"])
def test_too_long_too_many_and_control_characters_are_refused(text):
    with pytest.raises(ValidationError):
        LinesField(longest_line=10).clean(text)


def test_a_stored_list_is_shown_line_by_line_and_typed_text_as_it_was():
    field = LinesField()

    assert field.prepare_value(["一", "二"]) == "一\n二"
    assert field.prepare_value("一 \n\n二") == "一 \n\n二"
