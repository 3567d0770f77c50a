"""A character that cannot be printed is refused with its code point and its place."""

import pytest

from commons.papers import glyphs


@pytest.mark.parametrize(
    "text",
    ["東京都世田谷区", "髙橋・﨑山・德田", "①㈱～〜―−￥○", "Cafe Ωμέγα", "参申-R8-000012", "か\u200bな", "（々〆ヶ）"],
)
def test_what_offices_write_can_be_printed(text):
    glyphs.check(f"<p>{text}</p>")


def test_a_rare_kanji_is_named_with_its_code_point_and_place():
    with pytest.raises(glyphs.MissingGlyph) as refused:
        glyphs.check("<table><tr><td>代表取締役　𰻞田太郎様</td></tr></table>")

    assert "U+30EDE" in str(refused.value)
    assert "𰻞田太郎様" in str(refused.value)


def test_a_variant_of_a_kanji_that_the_fonts_lack_is_not_printed_as_another():
    with pytest.raises(glyphs.MissingGlyph) as refused:
        glyphs.check("<p>葛\U000e01ef城市</p>")

    assert "U+845B U+E01EF" in str(refused.value)


def test_a_variant_that_the_fonts_have_passes():
    from commons.papers import fonts

    base, selector = next(iter(fonts.coverage().variants))

    glyphs.check(f"<p>{chr(base)}{chr(selector)}</p>")


def test_a_picture_of_a_face_is_refused_and_what_is_not_printed_is_not_looked_at():
    glyphs.check("<head><title>😀</title><style>p { content: '😀' }</style></head><p>顔</p>")
    with pytest.raises(glyphs.MissingGlyph):
        glyphs.check("<p>顔😀</p>")


def test_an_escaped_character_is_seen_as_what_it_is():
    with pytest.raises(glyphs.MissingGlyph):
        glyphs.check("<p>&#x30EDE;</p>")
