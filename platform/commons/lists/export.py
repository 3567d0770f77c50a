"""Write a list as CSV or Excel.

The file is built in memory, inside the scope that asked: a streamed response would run after the scope has closed.
``MOST_ROWS`` keeps that affordable; a longer list is refused with its number of rows, never cut.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.encoding import force_str
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from . import cells
from .definition import Column

MOST_ROWS = 10_000
_CHUNK = 500
_SHEET_NAME_CANNOT_HOLD = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def written(suffix: str, *, title: str, columns: Sequence[Column], rows: Iterable[Any]) -> bytes:
    """Return the file: ``suffix`` is ``csv`` or ``xlsx``."""
    return as_csv(columns, rows) if suffix == "csv" else as_excel(title, columns, rows)


def as_csv(columns: Sequence[Column], rows: Iterable[Any]) -> bytes:
    """Return CSV as Excel in Japan opens it: UTF-8 with a byte order mark, lines ended by CR LF."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([cells.inert(force_str(column.label)) for column in columns])
    for values in _table(columns, rows):
        writer.writerow([_in_csv(value) for value in values])
    return file.getvalue().encode("utf-8-sig")


def as_excel(title: str, columns: Sequence[Column], rows: Iterable[Any]) -> bytes:
    """Return a workbook without formulas or macros: head frozen, numbers as numbers, dates as dates."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.append([_head(sheet, column) for column in columns])
    for values in _table(columns, rows):
        sheet.append([_in_excel(sheet, value) for value in values])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _table(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[list[cells.Plain]]:
    found = rows.iterator(chunk_size=_CHUNK) if hasattr(rows, "iterator") else rows
    for row in found:
        yield [cells.plain(column.value(row)) for column in columns]


def _in_csv(value: cells.Plain) -> str:
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def _in_excel(sheet: Any, value: cells.Plain) -> Any:
    if isinstance(value, dt.datetime):
        return _styled(sheet, value, "yyyy-mm-dd hh:mm")
    if isinstance(value, dt.date):
        return _styled(sheet, value, "yyyy-mm-dd")
    if isinstance(value, int):
        return _styled(sheet, value, "#,##0")
    return value  # a text that opened with "=" has its apostrophe by now


def _styled(sheet: Any, value: Any, number_format: str) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = number_format
    return cell


def _head(sheet: Any, column: Column) -> Any:
    cell = WriteOnlyCell(sheet, value=cells.inert(force_str(column.label)))
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E8EEF6")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _sheet_name(title: str) -> str:
    return title.translate(_SHEET_NAME_CANNOT_HOLD).strip()[:31] or "Sheet1"
