"""Text as people type it: what may be stored, and what is the same when compared.

Stored text stays as typed. ``fold`` serves comparison and search alone.
"""

import re
import unicodedata

_FULL_WIDTH = str.maketrans("０１２３４５６７８９，．＋", "0123456789,.+")
# Japanese keyboards write the long vowel mark where a minus is meant; after a letter it belongs to a word (コーヒー2).
_MINUS_BEFORE_DIGIT = re.compile(r"(?<![^\W\d_])[ー－ｰ−‐‑‒–—―](?=[0-9])")
_DASHES = str.maketrans("−‐‑‒–—―", "-------")
_LINE_BREAKS = frozenset("\n\r\t")
_DIRECTION_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_VARIATION_SELECTORS = re.compile(r"[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Forms of one character that names are written with, and the form of the 常用漢字表 or the commoner one.
_VARIANTS = str.maketrans(
    "髙﨑嵜碕邉邊濱濵德齋齊斎栁𠮷槗眞廣澤國榮櫻壽惠龍瀧嶌冨曻黑淸靑內戶步",
    "高崎崎崎辺辺浜浜徳斉斉斉柳吉橋真広沢国栄桜寿恵竜滝島富昇黒清青内戸歩",
)
_KATAKANA = str.maketrans(
    {chr(code): chr(code - 0x60) for code in [*range(0x30A1, 0x30F7), 0x30FD, 0x30FE]}  # ァ-ヶ and the repeat marks
)


def to_ascii_digits(text: str) -> str:
    """Write full-width digits, their separators, and any dash before a digit in ASCII; leave everything else."""
    return _MINUS_BEFORE_DIGIT.sub("-", text.translate(_FULL_WIDTH))


def control_characters(text: str, *, multiline: bool = False) -> list[str]:
    """List the characters that must not be stored, as code points ("U+000B"), each once, in their order.

    These are the control characters, which Word and Excel paste along and on which exports and papers fail; line
    separators; halves of surrogate pairs and noncharacters, which no XML holds; and marks that turn the reading
    direction and make a text look like another. ``multiline`` lets line breaks and tabs pass.
    """
    allowed = _LINE_BREAKS if multiline else frozenset()
    found = dict.fromkeys(character for character in text if character not in allowed and _is_control(character))
    return [f"U+{ord(character):04X}" for character in found]


def _is_control(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Cc", "Zl", "Zp", "Cs"}
        or character in _DIRECTION_CONTROLS
        or ord(character) & 0xFFFE == 0xFFFE
    )


def fold(text: str) -> str:
    """Return what two spellings of the same words have in common, to compare by and never to store.

    Width, case, katakana and hiragana, variants of a character, variation selectors, invisible joiners, kinds of dash
    and runs of spaces are made alike. The long vowel mark of a word stays: ビル is not ビール.
    """
    text = _VARIATION_SELECTORS.sub("", text)
    text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    text = _MINUS_BEFORE_DIGIT.sub("-", text.translate(_VARIANTS).translate(_KATAKANA).translate(_DASHES))
    return " ".join(unicodedata.normalize("NFKC", text).split())
