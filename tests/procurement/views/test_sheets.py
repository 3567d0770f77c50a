"""A filled table leads to the page's own form and its confirmation; until then nothing is written."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from commons.tenancy import scopes
from procurement.models import DemandLine, DemandResponse
from tests.people import person_acting_for, sign_in
from tests.procurement import deals, steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return deals.in_survey(lines=3)


@pytest.fixture
def clerk(client):
    sign_in(client, person_acting_for(steps.A))
    return client


def address(made, name="sheet/", page="survey"):
    return f"/procurement/procurements/{made.number}/{page}/{name}"


def filled(clerk, made, cells, **how):
    """Get the table, fill cells (row, column) and return it as a file."""
    book = load_workbook(io.BytesIO(clerk.get(address(made, "sheet.xlsx", **how)).content))
    for (row, column), value in cells.items():
        book.worksheets[0].cell(row=row, column=column).value = value
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("sheet.xlsx", file.getvalue())


def answers():
    with scopes.system("test"):
        return DemandResponse.objects.count()


def test_every_fault_is_told_by_row_and_column_and_nothing_is_written(clerk, made):
    file = filled(clerk, made, {(2, 4): "たくさん", (3, 4): 20, (4, 5): -1})

    page = clerk.post(address(made), {"sheet": file, "upload": "1"})

    faults = [(fault.row, fault.column) for fault in page.context["faults"]]
    assert [row for row, _column in faults] == [2, 4]
    assert answers() == 0


def test_a_good_table_fills_the_form_and_is_written_once_confirmed(clerk, made):
    file = filled(clerk, made, {(2, 4): 120, (3, 4): "３０", (2, 5): 13_500})

    form = clerk.post(address(made), {"sheet": file, "upload": "1"}).context["form"]
    assert answers() == 0
    first, second, third = made.lines.values_list("pk", flat=True)
    assert form[f"quantity_{first}"].value() == "120"
    sent = {name: value for name in form.fields if (value := form[name].value()) is not None}
    sent |= {"stance": "join", "wanted_on": "2026-10-01"}
    confirm = clerk.post(address(made), sent)
    assert "procurement/entry_confirm.html" in [template.name for template in confirm.templates]
    assert answers() == 0
    done = clerk.post(address(made), sent | {"confirmed": "1"})

    assert done.status_code == 302
    with scopes.system("test"):
        rows = dict(DemandLine.objects.values_list("line_id", "quantity"))
    assert rows == {first: 120, second: 30}
    assert third not in rows


def test_nobody_else_gets_the_table(client, made):
    sign_in(client, person_acting_for("hub", "hub_officer"))

    assert client.get(address(made, "sheet.xlsx")).status_code == 403


def test_a_formula_is_refused_with_a_sentence(clerk, made):
    file = filled(clerk, made, {(2, 4): "=60*2"})

    [fault] = clerk.post(address(made), {"sheet": file, "upload": "1"}).context["faults"]

    assert (fault.row, bool(fault.sentence)) == (2, True)


def test_quantities_that_bind_come_by_table_too(client, business_clock):
    made = steps.in_committing(business_clock, lines=2)
    sign_in(client, person_acting_for(steps.A))
    file = filled(client, made, {(2, 4): 40, (2, 5): 10_800}, page="commit")

    form = client.post(address(made, page="commit"), {"sheet": file, "upload": "1"}).context["form"]

    line = steps.line_of(made).pk
    assert form[f"quantity_{line}"].value() == "40"
    assert form[f"maximum_{line}"].value() == "10800"
