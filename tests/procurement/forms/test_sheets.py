"""A table of figures is judged cell by cell, and nothing in it can act."""

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from procurement import queries
from procurement.forms import sheets
from tests.procurement import deals

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    return queries.lines_of(deals.in_survey(lines=3))


def heads():
    return [str(sheets.NUMBER), "x", "x", *(str(part.label) for part in sheets.SURVEY_PARTS)]


def excel(*rows):
    book = Workbook()
    for row in (heads(), *rows):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(content, lines):
    return sheets.read(content, lines=lines, parts=sheets.SURVEY_PARTS)


def test_what_goes_out_comes_back_in_both_shapes(lines):
    values = {f"quantity_{lines[0].pk}": "1,200", f"paid_{lines[0].pk}": "13,500", f"book_{lines[0].pk}": "備品費"}

    for suffix in ("xlsx", "csv"):
        out = sheets.written(suffix, title="x", lines=lines, parts=sheets.SURVEY_PARTS, values=values)
        found = read(out, lines)

        assert found.faults == []
        assert found.values[f"quantity_{lines[0].pk}"] == "1200"
        assert found.values[f"paid_{lines[0].pk}"] == "13500"
        assert found.values[f"book_{lines[0].pk}"] == "備品費"


def test_the_table_of_excel_has_numbers_as_numbers(lines):
    out = sheets.written(
        "xlsx", title="x", lines=lines, parts=sheets.SURVEY_PARTS, values={f"quantity_{lines[1].pk}": "1,200"}
    )

    sheet = load_workbook(io.BytesIO(out)).worksheets[0]

    assert sheet.cell(row=3, column=4).value == 1200


def test_every_bad_row_is_named(lines):
    found = read(excel([1, "", "", 5], [9, "", "", 5], [1, "", "", 6], ["２", "", "", "=1+1"]), lines)

    assert [(fault.row, fault.column == str(sheets.NUMBER)) for fault in found.faults] == [
        (3, True), (4, True), (5, False),
    ]  # fmt: skip
    assert found.values[f"quantity_{lines[0].pk}"] == "5"


def test_a_table_without_its_columns_is_refused_in_one_sentence(lines):
    [fault] = read(b"a,b\r\n1,2\r\n", lines).faults

    assert fault.row == 1
    assert str(sheets.QUANTITY.label) in fault.sentence


def test_japanese_excel_saves_csv_in_its_own_characters(lines):
    text = ",".join(heads()) + "\r\n1,,,５０,,,備品購入費\r\n"

    found = read(text.encode("cp932"), lines)

    assert found.faults == []
    assert found.values[f"book_{lines[0].pk}"] == "備品購入費"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 no archive",
        b"\x00\xff\xfe\x81",
        b'"open',
        b"",
    ],
)
def test_what_is_no_table_is_refused_and_never_an_error(content, lines):
    assert len(read(content, lines).faults) == 1


def test_a_bomb_is_not_unpacked(lines):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (sheets.MOST_UNPACKED + 1))
    assert len(file.getvalue()) < sheets.MOST_BYTES

    assert len(read(file.getvalue(), lines).faults) == 1


def test_entities_are_not_resolved(lines):
    good = io.BytesIO(excel([1, "", "", 5]))
    bad = io.BytesIO()
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "xl/workbook.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content.partition(b"?>")[2] if b"?>" in content else (
                    b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
                )  # fmt: skip
            target.writestr(entry, content)

    assert len(read(bad.getvalue(), lines).faults) == 1


def test_too_many_rows_are_refused(lines):
    rows = [[1, "", "", 5]] * (sheets.MOST_ROWS + 1)

    [fault] = read(excel(*rows), lines).faults

    assert "500" in fault.sentence
