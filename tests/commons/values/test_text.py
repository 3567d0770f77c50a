"""Text is compared folded, and control characters are found."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commons.values.text import control_characters, fold, to_ascii_digits


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("ＡＢＣ", "abc"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("ガイド", "がいど"),
        ("髙橋", "高橋"),
        ("渡邉", "渡邊"),
        ("𠮷野", "吉野"),
        ("葛\U000e0100飾区", "葛飾区"),
        ("㈱コモンズ", "(株)こもんず"),
        ("か\u3099いど", "がいど"),
        ("Ｗｉ－Ｆｉ", "wi-fi"),
        ("A−1", "A-1"),
        ("東京　 コモンズ", "東京 コモンズ"),
        ("ゼロ\u200bトラスト", "ゼロトラスト"),
        ("Straße", "STRASSE"),
        ("①", "1"),
    ],
)
def test_two_spellings_fold_alike(typed, same):
    assert fold(typed) == fold(same)


@pytest.mark.parametrize(
    ("one", "other"), [("ビル", "ビール"), ("かき", "がき"), ("はは", "ぱぱ"), ("夕", "タ"), ("一", "ー")]
)
def test_different_words_stay_different(one, other):
    assert fold(one) != fold(other)


@given(st.text())
@example("ΐ\u0345")
@example("ー1")
@example("\u00ad\u0301")
@example("ｶ\u200bﾞ")
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_canonically_equal_texts_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("３５０", "350"),
        ("１３，２００", "13,200"),
        ("ー５", "-5"),
        ("－５", "-5"),
        ("−５", "-5"),
        ("‐5", "-5"),
        ("１．５", "1.5"),
        ("コーヒー２", "コーヒー2"),
        ("サーバ", "サーバ"),
        ("03ー1234", "03-1234"),
        ("第３回", "第3回"),
    ],
)
def test_digits_and_what_belongs_to_them_become_ascii(typed, plain):
    assert to_ascii_digits(typed) == plain


@given(st.text())
def test_making_digits_ascii_keeps_every_place(text):
    assert len(to_ascii_digits(text)) == len(text)


@given(st.integers(min_value=-(10**18), max_value=10**18))
def test_every_number_is_read_back_from_full_width(number):
    typed = str(number).translate(str.maketrans("0123456789-", "０１２３４５６７８９－"))

    assert int(to_ascii_digits(typed)) == number


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000"),
        ("\x07", "U+0007"),
        ("\x0b", "U+000B"),
        ("\x0c", "U+000C"),
        ("\x1e", "U+001E"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\u2028", "U+2028"),
        ("\u202e", "U+202E"),
        ("\ud800", "U+D800"),
        ("\ufffe", "U+FFFE"),
        ("\U0001ffff", "U+1FFFF"),
    ],
)
def test_a_character_that_must_not_be_stored_is_found_in_a_line_and_in_a_text(character, name):
    assert control_characters(f"東京{character}コモンズ") == [name]
    assert control_characters(f"東京{character}コモンズ", multiline=True) == [name]


@pytest.mark.parametrize("character", ["\n", "\r", "\t"])
def test_line_breaks_and_tabs_belong_in_texts_alone(character):
    assert control_characters(f"a{character}b", multiline=True) == []
    assert control_characters(f"a{character}b") == [f"U+{ord(character):04X}"]


def test_each_control_character_is_named_once_in_order():
    assert control_characters("\x0ba\x00b\x0b") == ["U+000B", "U+0000"]


@pytest.mark.parametrize("text", ["", "葛\U000e0100飾区 髙島屋①㈱", "か\u3099", "👨‍👩‍👧"])
def test_what_people_write_passes(text):
    assert control_characters(text) == []
