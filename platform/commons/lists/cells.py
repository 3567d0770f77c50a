"""What a cell of an export may hold.

A spreadsheet runs a text that starts like a formula, so such a text gets an apostrophe before it: in CSV nothing else
helps, and in Excel the text would turn into a formula the moment somebody saves the sheet as CSV. Stored text has no
control characters; should one be there, it shows as U+FFFD rather than breaking the file.
"""

import datetime as dt
from decimal import Decimal

from django.utils.encoding import force_str
from django.utils.translation import gettext as _

from commons.values.clock import JST
from commons.values.text import control_characters

from .definition import CellValue

Plain = str | int | Decimal | dt.date | dt.datetime | None

LONGEST = 32_767  # characters of an Excel cell; openpyxl would cut without a word
_STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def plain(value: CellValue) -> Plain:
    """Return ``value`` as a number, a date, or a text that cannot act."""
    if value is None:
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | Decimal):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(JST).replace(tzinfo=None)  # a spreadsheet knows no zones
    if isinstance(value, dt.date):
        return value
    return inert(force_str(value))


def inert(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula."""
    if control_characters(text, multiline=True):
        text = "".join("\ufffd" if control_characters(each, multiline=True) else each for each in text)
    if text.startswith(_STARTS_A_FORMULA) or text.lstrip().startswith(_STARTS_A_FORMULA):
        text = f"'{text}"
    mark = "…"
    return text if len(text) <= LONGEST else text[: LONGEST - len(mark)] + mark
