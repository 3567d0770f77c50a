"""Refuse a character that the fonts lack before it is printed as a box, or quietly taken from a strange font."""

from html.parser import HTMLParser

from django.utils.translation import gettext as _

from commons.values.refusals import Refusal

from . import fonts

AROUND = 8  # characters before and after, so that a clerk finds the place
_UNPRINTED = {"style", "script", "title"}
_JOINERS = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD}  # invisible: they need no glyph


class MissingGlyph(Refusal):
    """A character cannot be printed; the sentence names it, its code point and its place."""


def check(html: str) -> None:
    """Raise ``MissingGlyph`` for the first character of ``html`` that no font of the papers has."""
    text = _text_of(html)
    known = fonts.coverage()
    for place, character in enumerate(text):
        code = ord(character)
        if _is_selector(code):
            base = text[place - 1 : place]
            if base and (ord(base), code) not in known.variants and not _is_plain_selector(code):
                raise _missing(text, place - 1, 2)
        elif code not in known.characters and not character.isspace() and code not in _JOINERS:
            raise _missing(text, place, 1)


def _missing(text: str, place: int, length: int) -> MissingGlyph:
    character = text[place : place + length]
    around = text[max(0, place - AROUND) : place + length + AROUND]
    return MissingGlyph(
        _(
            "The character “%(character)s” (%(code)s) in “%(around)s” is in none of the fonts of the papers. "
            "Write it with another character, or ask the hub to add a font that has it."
        )
        % {
            "character": character,
            "code": " ".join(f"U+{ord(one):04X}" for one in character),
            "around": " ".join(around.split()),
        }
    )


def _is_selector(code: int) -> bool:
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


def _is_plain_selector(code: int) -> bool:
    return code in (0xFE0E, 0xFE0F)  # text or picture: they choose no shape of a kanji


class _Text(HTMLParser):
    """Gather what is printed, a space between the elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _UNPRINTED

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _UNPRINTED and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def _text_of(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    reader.close()
    return " ".join(reader.parts)
