"""Figures of many lines as a table: out as Excel or CSV, back in with every fault named by row and column.

Reading writes nothing: it yields what the fields of the page's own form would have been filled with, and that form
judges each cell.
"""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # it has no stubs
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook

from commons.lists import export
from commons.lists.definition import Column
from commons.values.text import control_characters, fold, to_ascii_digits
from procurement.models import LineItem

from .entries import quantity_name

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 20 * 1024 * 1024
MOST_ROWS = 500
MOST_COLUMNS = 30
MOST_TEXT = 1_000

NUMBER = gettext_lazy("Line no.")
_BROKEN = (
    zipfile.BadZipFile, DefusedXmlException, ParseError, KeyError, ValueError, TypeError, IndexError, AttributeError,
    EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A column that is filled in: ``prefix`` and the line's id name its field of the form."""

    label: str | Promise
    prefix: str


QUANTITY = Part(gettext_lazy("Quantity"), "quantity")
SURVEY_PARTS = (
    QUANTITY,
    Part(gettext_lazy("Unit price paid now (without tax)"), "paid"),
    Part(gettext_lazy("Budgeted unit price (without tax)"), "plan"),
    Part(gettext_lazy("Budget line"), "book"),
)
COMMIT_PARTS = (QUANTITY, Part(gettext_lazy("Maximum unit price (without tax)"), "maximum"))


@dataclass(frozen=True)
class Fault:
    """What is wrong in a cell, or, without a column, in a row; without a row, in the file."""

    sentence: str
    row: int | None = None
    column: str = ""


@dataclass
class Read:
    """What a file says: ``values`` by the names of the form's fields, with the place of each."""

    values: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[int, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0

    def judged_by(self, form: forms.Form) -> list[Fault]:
        """Return every fault: of the file's shape, and what the form refuses of its cells."""
        found = list(self.faults)
        for name, errors in form.errors.items():
            if name in self.places:
                row, column = self.places[name]
                found += [Fault(str(error), row, column) for error in errors]
        return sorted(found, key=lambda fault: (fault.row or 0, fault.column))


class UploadForm(forms.Form):
    """Choose the file that was filled in."""

    sheet = forms.FileField(label=_("File"), help_text=_("Excel (.xlsx) or CSV, up to 2 MB and 500 rows."))

    def clean_sheet(self) -> Any:
        """Refuse what is too large before anything of it is read."""
        file = self.cleaned_data["sheet"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 2 MB. Send the sheet that you got here, filled in."))
        return file


def written(
    suffix: str, *, title: str, lines: Sequence[LineItem], parts: Sequence[Part], values: Mapping[str, Any]
) -> bytes:
    """Return the table to fill in, with what stands already, as ``csv`` or ``xlsx``."""
    columns = [
        Column("number", NUMBER, lambda line: line.position, 10),
        Column("name", _("Item"), lambda line: line.name, 40),
        Column("unit", _("Unit"), lambda line: line.unit.partition("・")[0], 12),
        *(Column(part.prefix, part.label, _reader(part, values), 24) for part in parts),
    ]
    return export.written(suffix, title=title, columns=columns, rows=lines)


def read(content: bytes, *, lines: Sequence[LineItem], parts: Sequence[Part]) -> Read:
    """Return what the file says of the lines; whatever is wrong with it is a fault, never an error."""
    found = Read()
    try:
        table = _of_excel(content) if content.startswith(b"PK") else _of_csv(content)
        rows = list(_limited(table))
    except _Unfit as unfit:
        found.faults.append(Fault(str(unfit)))
        return found
    except _BROKEN:
        found.faults.append(Fault(_("The file cannot be read. Save it as Excel (.xlsx) or CSV and send it again.")))
        return found
    _fill(found, rows, {line.position: line for line in lines}, parts)
    return found


class _Unfit(Exception):
    """The file is refused as a whole, with a sentence."""


def _reader(part: Part, values: Mapping[str, Any]) -> Any:
    def value(line: LineItem) -> Any:
        text = values.get(f"{part.prefix}_{line.pk}")
        digits = str(text).replace(",", "") if text is not None else ""
        return int(digits) if digits.isascii() and digits.isdecimal() else text

    return value


def _fill(found: Read, rows: list[list[Any]], lines: Mapping[int, LineItem], parts: Sequence[Part]) -> None:
    heads = [_text(cell) for cell in rows[0]] if rows else []
    at = {part: _place(part.label, heads) for part in parts}
    number_at = _place(NUMBER, heads)
    lacking = [str(part.label) for part, place in at.items() if place is None]
    if number_at is None or at[QUANTITY] is None:
        names = ", ".join([str(NUMBER)] * (number_at is None) + lacking)
        found.faults.append(Fault(_("The first row lacks these columns: %(names)s.") % {"names": names}, 1))
        return
    seen: set[int] = set()
    for row_number, row in enumerate(rows[1:], start=2):
        if not any(_text(cell) for cell in row):
            continue
        line = _line_of(found, row, row_number, number_at, lines, seen)
        if line is None:
            continue
        found.rows += 1
        for part, place in at.items():
            if place is not None and place < len(row):
                _take(found, row[place], row_number, part, line)


def _line_of(
    found: Read, row: list[Any], row_number: int, place: int, lines: Mapping[int, LineItem], seen: set[int]
) -> LineItem | None:
    typed = to_ascii_digits(_text(row[place])) if place < len(row) else ""
    line = lines.get(int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else None
    if line is None:
        sentence = _("No line of this procurement has the number “%(number)s”.") % {"number": typed[:20]}
    elif line.pk in seen:
        sentence = _("Line %(number)s stands in the table twice.") % {"number": line.position}
    else:
        seen.add(line.pk)
        return line
    found.faults.append(Fault(sentence, row_number, str(NUMBER)))
    return None


def _take(found: Read, cell: Any, row_number: int, part: Part, line: LineItem) -> None:
    name = quantity_name(line.pk) if part is QUANTITY else f"{part.prefix}_{line.pk}"
    place = (row_number, str(part.label))
    if isinstance(cell, _Formula):
        found.faults.append(Fault(_("A formula stands here. Enter the number itself."), *place))
        return
    text = _text(cell)
    if len(text) > MOST_TEXT or control_characters(text):
        found.faults.append(Fault(_("This cell is too long or holds invisible characters."), *place))
        return
    found.values[name], found.places[name] = text, place


class _Formula(str):
    """A cell that would be computed; what it says is not read."""

    __slots__ = ()


def _of_excel(content: bytes) -> Iterator[list[Any]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise _Unfit(_("The file is too large unpacked. Send the sheet that you got here, filled in."))
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS):
        yield [_Formula("=") if cell.data_type == "f" else cell.value for cell in row]


def _of_csv(content: bytes) -> Iterator[list[Any]]:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        for row in csv.reader(io.StringIO(text, newline=""), strict=True):
            yield [_Formula(cell) if cell.startswith("=") else cell for cell in row[:MOST_COLUMNS]]
        return
    raise _Unfit(_("The characters of the file are neither UTF-8 nor Shift_JIS (CP932)."))


def _limited(table: Iterable[list[Any]]) -> Iterator[list[Any]]:
    try:
        for count, row in enumerate(table):
            if count > MOST_ROWS:
                raise _Unfit(_("The file has more than 500 rows."))
            yield row
    except csv.Error:
        raise _Unfit(_("The file is no CSV: a quotation mark is missing.")) from None


def _place(label: str | Promise, heads: Sequence[str]) -> int | None:
    """Return the column whose head is ``label`` in any language of the site."""
    wanted = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            wanted.add(fold(str(label)))
    return next((place for place, head in enumerate(heads) if fold(head) in wanted), None)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime | dt.date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
