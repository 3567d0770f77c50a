"""Form fields read what Japanese keyboards write, refuse the rest in a sentence, and keep what was typed."""

import datetime as dt
from contextlib import suppress

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from commons.values.fields import (
    LARGEST,
    CorporateNumberField,
    DateField,
    IntegerField,
    InvoiceNumberField,
    LineField,
    TextField,
    YenField,
)

PASTED = ["\x00", "\x0b", "\x0c", "\x07", "\x1e", "\u2028", "\u202e"]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def refused(field: forms.Field, typed: str) -> str:
    """Return the one sentence with which the field refuses."""
    with pytest.raises(ValidationError) as refusal:
        field.clean(typed)
    (sentence,) = refusal.value.messages
    return str(sentence)


class Order(forms.Form):
    """One field of each kind."""

    quantity = IntegerField()
    price = YenField(required=False)
    wanted_on = DateField(required=False)
    name = LineField(max_length=20, required=False)
    remark = TextField(required=False)
    corporate_number = CorporateNumberField(required=False)
    invoice_number = InvoiceNumberField(required=False)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("350", 350),
        ("３５０", 350),
        ("13,200", 13_200),
        ("１３，２００", 13_200),
        (" 13200　", 13_200),
        ("+5", 5),
        ("007", 7),
        ("0", 0),
        ("1,000,000,000,000", LARGEST),
    ],
)
def test_a_number_is_read_however_it_is_typed(typed, number):
    assert IntegerField().clean(typed) == number


@pytest.mark.parametrize("typed", ["13,200円", "１３，２００円", "¥13,200", "￥１３２００", "\\13200", "13200 円"])
def test_an_amount_is_read_with_its_unit_or_without(typed):
    assert YenField().clean(typed) == 13_200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("３５o", "Enter digits, for example 13200. Character 3 is “o”."),
        ("　３５o", "Enter digits, for example 13200. Character 4 is “o”."),
        ("12 34", "Enter digits, for example 13200. Character 3 is “space”."),
        ("13200円", "Enter digits, for example 13200. Character 6 is “円”."),
        ("十三", "Enter digits, for example 13200. Character 1 is “十”."),
        ("1e5", "Enter digits, for example 13200. Character 2 is “e”."),
        ("٣", "Enter digits, for example 13200. Character 1 is “٣”."),
        ("1,32", "The thousands separators are not in their places. Enter for example 13,200 or 13200."),
        ("1,3200", "The thousands separators are not in their places. Enter for example 13,200 or 13200."),
        (",", "The thousands separators are not in their places. Enter for example 13,200 or 13200."),
        ("1.5", "Enter a whole number, without a fraction."),
        ("１．５", "Enter a whole number, without a fraction."),
        (".5", "Enter a whole number, without a fraction."),
        ("13,200.00", "Enter a whole number, without a fraction."),
        ("--5", "Enter a whole number, for example 13200."),
        ("5-", "Enter a whole number, for example 13200."),
        ("-1", "Enter 0 or more."),
        ("−１", "Enter 0 or more."),
        ("ー１", "Enter 0 or more."),
        ("△350", "Enter 0 or more."),
        ("1000000000001", "Enter 1,000,000,000,000 or less."),
        ("9" * 5000, "Enter 1,000,000,000,000 or less."),
        ("", "This field is required."),
        ("　", "This field is required."),
    ],
)
def test_a_number_is_refused_in_a_sentence_that_helps(typed, sentence):
    assert refused(IntegerField(), typed) == sentence


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("円", "Enter a whole number, for example 13200."),
        ("13,200円/人", "Enter digits, for example 13200. Character 7 is “円”."),
        ("¥12.5円", "Enter a whole number, without a fraction."),
        ("¥ 1a", "Enter digits, for example 13200. Character 4 is “a”."),
    ],
)
def test_an_amount_is_refused_in_a_sentence_that_helps(typed, sentence):
    assert refused(YenField(), typed) == sentence


def test_a_negative_number_is_read_where_it_is_allowed():
    field = IntegerField(min_value=None)

    assert [field.clean(typed) for typed in ("-5", "−５", "△5", "▲1,000")] == [-5, -5, -5, -1000]


def test_limits_of_a_fields_own_are_named():
    field = IntegerField(min_value=1, max_value=1000)

    assert refused(field, "0") == "Enter 1 or more."
    assert refused(field, "1001") == "Enter 1,000 or less."


@given(st.integers(min_value=0, max_value=LARGEST))
def test_every_amount_is_read_back_with_separators_and_in_full_width(amount):
    plain = f"{amount:,}円"

    assert YenField().clean(plain) == amount
    assert YenField().clean(plain.translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))) == amount


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_never_a_fault(text):
    for field in (IntegerField(required=False), YenField(required=False), DateField(required=False)):
        with suppress(ValidationError):
            field.clean(text)


@pytest.mark.parametrize("typed", ["2026-10-01", "令和8年10月1日", "Ｒ８．１０．１", "２０２６／１０／１"])
def test_a_day_is_read_however_it_is_typed(typed):
    assert DateField().clean(typed) == dt.date(2026, 10, 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("平成31年5月1日", "平成 does not have that day. The date is 令和元年5月1日."),
        ("2026-02-30", "There is no such day in the calendar."),
        ("来月", "Enter a date such as 2026-10-01, 令和8年10月1日 or R8.10.1."),
        ("令和0年1月1日", "Eras have no year 0. The first year is 元年 or 1."),
        ("令和8年6月10日（木）", "The day of the week does not belong to this date."),
        ("1899-12-31", "Enter a date on or after 1 January 1900."),
        ("9999-12-31", "Enter a date on or before 31 December 2100."),
        ("", "This field is required."),
    ],
)
def test_a_day_is_refused_in_a_sentence_that_helps(typed, sentence):
    assert refused(DateField(), typed) == sentence


def test_a_day_before_the_first_possible_one_is_refused_with_that_one():
    field = DateField(earliest=dt.date(2026, 10, 1))

    assert refused(field, "R8.9.1") == "Enter a date on or after 1 October 2026."
    with translation.override("ja"):
        assert "令和8年10月1日" in refused(field, "R8.9.1")


def test_a_stored_day_is_shown_as_its_reader_would_type_it():
    form = Order(initial={"wanted_on": dt.date(2026, 10, 1)})

    assert form["wanted_on"].value() == "2026-10-01"
    with translation.override("ja"):
        assert form["wanted_on"].value() == "令和8年10月1日"


def test_an_unchanged_day_counts_as_unchanged_in_either_language():
    typed = {"quantity": "1", "wanted_on": "令和8年10月1日"}

    form = Order(typed, initial={"quantity": 1, "wanted_on": dt.date(2026, 10, 1)})

    assert form.changed_data == []


@pytest.mark.parametrize("control", PASTED)
@pytest.mark.parametrize("name", list(Order.base_fields))
@pytest.mark.parametrize("form", ["{}13200", "13{}200", "13200{}"])
def test_control_characters_are_refused_by_name_wherever_they_stand(name, control, form):
    sentence = refused(Order.base_fields[name], form.format(control))

    assert sentence == (
        f"Delete the invisible characters (U+{ord(control):04X}). "
        "They come along when text is pasted from Word or Excel."
    )


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("quantity", "３５o"),
        ("quantity", " －５ "),
        ("price", "１３．５円"),
        ("wanted_on", "Ｒ８．１３．１"),
        ("name", "東京\x0bコモンズ"),
        ("remark", "一行目\x0c\r\n二行目"),
        ("corporate_number", "４０１１－０１"),
        ("invoice_number", "ｔ１２"),
    ],
)
def test_what_was_typed_is_shown_again_as_typed(name, typed):
    sent = QueryDict(mutable=True)
    sent[name] = typed

    form = Order(sent)

    assert name in form.errors
    assert form[name].value() == typed


def test_a_line_is_kept_as_typed_but_for_the_spaces_around_it():
    assert LineField().clean("　髙橋　ｱｷﾗ ") == "髙橋　ｱｷﾗ"


def test_a_line_holds_no_line_break():
    assert "U+000A" in refused(LineField(), "a\nb")


def test_a_line_may_be_too_long():
    assert refused(LineField(max_length=3), "あいうえ") == "Ensure this value has at most 3 characters (it has 4)."


def test_a_text_keeps_the_space_that_opens_a_paragraph_and_counts_a_line_break_once():
    field = TextField(max_length=7)

    assert field.clean("　一行目\r\n二行\r\n\r\n") == "　一行目\n二行"


def test_a_text_of_nothing_but_spaces_is_missing():
    assert refused(TextField(), "　\r\n ") == "This field is required."


@pytest.mark.parametrize(
    "typed",
    [
        "4011001098993",
        "４０１１００１０９８９９３",
        "4-0110-0109-8993",
        "4 0110 0109 8993",
        "４－０１１０－０１０９－８９９３",
    ],
)
def test_a_corporate_number_is_read_however_it_is_typed(typed):
    assert CorporateNumberField().clean(typed) == "4011001098993"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("401100109899", "A corporate number has 13 digits; this has 12."),
        ("T4011001098993", "A corporate number has 13 digits; this has 13."),
        (
            "4011001098994",
            "This is not a corporate number: its check digit does not agree. Compare it with the register.",
        ),
    ],
)
def test_a_corporate_number_is_refused_in_a_sentence_that_helps(typed, sentence):
    assert refused(CorporateNumberField(), typed) == sentence


def test_a_corporate_number_may_be_absent():
    assert CorporateNumberField(required=False, empty_value=None).clean(" ") is None


@pytest.mark.parametrize(
    "typed", ["T4011001098993", "Ｔ４０１１００１０９８９９３", "t4011001098993", "T-4011001098993"]
)
def test_a_registration_number_is_read_however_it_is_typed(typed):
    assert InvoiceNumberField(is_corporation=True).clean(typed) == "T4011001098993"


def test_a_sole_proprietors_registration_number_needs_no_check_digit():
    assert InvoiceNumberField().clean("T4011001098994") == "T4011001098994"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("4011001098993", "A registration number begins with T, for example T4011001098993."),
        ("T401", "Enter T and 13 digits, for example T4011001098993. This has 3 digits."),
        (
            "T4011001098994",
            "The check digit of this registration number does not agree. Compare it with the register.",
        ),
    ],
)
def test_a_registration_number_is_refused_in_a_sentence_that_helps(typed, sentence):
    assert refused(InvoiceNumberField(is_corporation=True), typed) == sentence
