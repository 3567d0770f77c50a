"""A file holds the rows of the list, in the forms that offices open."""

import csv
import datetime as dt
import io
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from commons.lists import export
from commons.lists.definition import Column

COLUMNS = [
    Column("name", "名称", lambda row: row.name, width=30),
    Column("price", "単価", lambda row: row.price),
    Column("on", "日付", lambda row: row.on),
    Column("at", "日時", lambda row: row.at),
]
ROWS = [
    SimpleNamespace(
        name='=HYPERLINK("http://x")',
        price=13200,
        on=dt.date(2026, 6, 10),
        at=dt.datetime(2026, 6, 10, 1, 0, tzinfo=dt.UTC),
    ),
    SimpleNamespace(name='㈱髙﨑\n2行目,"引用"', price=-1, on=None, at=None),
]


def _sheet(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content)).active


def test_csv_opens_in_excel() -> None:
    content = export.as_csv(COLUMNS, ROWS)

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == (
        "名称,単価,日付,日時\r\n"
        '"\'=HYPERLINK(""http://x"")",13200,2026-06-10,2026-06-10 10:00\r\n'
        '"㈱髙﨑\n2行目,""引用""",-1,,\r\n'
    )


def test_csv_reads_back_as_written() -> None:
    found = list(csv.reader(io.StringIO(export.as_csv(COLUMNS, ROWS).decode("utf-8-sig"), newline="")))

    assert found[2] == ['㈱髙﨑\n2行目,"引用"', "-1", "", ""]


def test_excel_keeps_numbers_and_dates() -> None:
    sheet = _sheet(export.as_excel("カタログ", COLUMNS, ROWS))

    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]

    assert values == [
        ['\'=HYPERLINK("http://x")', 13200, dt.datetime(2026, 6, 10), dt.datetime(2026, 6, 10, 10, 0)],
        ['㈱髙﨑\n2行目,"引用"', -1, None, None],
    ]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "d", "d"]
    assert [cell.number_format for cell in sheet[2]] == ["General", "#,##0", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"]


def test_excel_freezes_its_head_and_sets_widths() -> None:
    sheet = _sheet(export.as_excel("カタログ", COLUMNS, ROWS))

    assert (sheet.freeze_panes, sheet.column_dimensions["A"].width, sheet["A1"].font.bold) == ("A2", 30, True)


def test_excel_holds_no_formula_and_no_macro() -> None:
    with ZipFile(io.BytesIO(export.as_excel("カタログ", COLUMNS, ROWS))) as book:
        assert not [name for name in book.namelist() if "vba" in name.lower()]
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_a_title_that_no_sheet_may_have_is_evened_out() -> None:
    sheet = _sheet(export.as_excel("一覧[A/B]:*?'" + "あ" * 40, COLUMNS, []))

    assert sheet.title == "一覧 A B" + " " * 5 + "あ" * 20
