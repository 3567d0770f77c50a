"""What one municipality enters, no other meets: in no page, order, file, address, cache, log line or redirect.

The amounts are ones that nothing else has, written in every way the site writes amounts.
"""

import io
import re
import zipfile

import pytest
from django.core.cache import cache

from commons.audit.models import Record
from commons.events.models import Announcement
from commons.tenancy import scopes
from procurement import actions
from procurement.calculations.tiers import Tier
from procurement.models import MunicipalityBudget
from tests.people import client_of, hub_officer, member_scope, person_acting_for, visitor
from tests.procurement import goods

pytestmark = pytest.mark.django_db

BASELINE, BUDGET, NOTE = 987_653, 876_541, "世田谷の控え七七三"
PRICE = 765_431
TRACES = [
    str(BASELINE), f"{BASELINE:,}", str(BUDGET), f"{BUDGET:,}", NOTE,
    f"{BASELINE - PRICE:,}", str(BASELINE - PRICE),
]  # fmt: skip

PAGES = [
    "/",
    "/log/",
    "/procurement/catalogue/",
    "/procurement/catalogue/?q=987653",
    "/procurement/catalogue/?q=世田谷の控え",
    *(
        f"/procurement/catalogue/?sort={sort}"
        for sort in ("newest", "price", "price-down", "name", "baseline", "saving")
    ),
    "/procurement/catalogue/monitor/",
    "/procurement/catalogue/monitor/?quantity=1",
    "/procurement/catalogue/monitor/budget/",
    "/procurement/catalogue/monitor/budget/delete/",
    "/lists/procurement.catalogue/export.csv",
    "/lists/procurement.catalogue/export.xlsx",
    "/lists/procurement.catalogue/export.csv?sort=baseline",
]


@pytest.fixture
def monitor():
    """An item of which 世田谷区 recorded what it pays, through the site itself."""
    item = goods.item(slug="monitor", new_version=goods.version(tiers=[Tier(1, PRICE)]))
    goods.item(slug="other", name="別の品目")
    with member_scope("setagaya"):
        actions.record_baseline(
            item=item, expected_revision=0, baseline_unit_price=BASELINE, unit_budget=BUDGET, note=NOTE
        )
    return item


def outsiders():
    return {
        "visitor": visitor(),
        "clerk of 調布市": client_of(person_acting_for("chofu")),
        "administrator of 調布市": client_of(person_acting_for("chofu", "administrator")),
        "hub officer": client_of(hub_officer()),
        "administrator of the hub": client_of(person_acting_for("hub", "administrator")),
    }


def text_of(response):
    """Return all that an answer says, headers too, and what a workbook holds inside."""
    content = response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return f"{dict(response.headers)}\n{content.decode('utf-8', 'replace')}"


def said(response):
    """Return an answer without what is new in each: the tokens of its forms."""
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", response.content.decode())


@pytest.mark.usefixtures("monitor")
def test_the_own_clerk_does_read_it_so_that_its_absence_elsewhere_means_something():
    page = text_of(client_of(person_acting_for("setagaya")).get("/procurement/catalogue/monitor/"))

    for trace in (f"{BASELINE:,}", f"{BUDGET:,}", NOTE, f"{BASELINE - PRICE:,}"):
        assert trace in page


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize("url", PAGES)
def test_nobody_else_meets_a_trace_of_it(url):
    query = url.partition("?")[2]
    for name, client in outsiders().items():
        answer = text_of(client.get(url, follow=True))

        found = [trace for trace in TRACES if trace in answer and trace not in query]
        assert found == [], (name, url)


def test_an_answer_is_the_same_whether_or_not_another_body_recorded_something():
    goods.item(slug="monitor", new_version=goods.version(tiers=[Tier(1, PRICE)]))
    goods.item(slug="other")
    client = client_of(person_acting_for("chofu"))
    addresses = [url for url in PAGES if "/budget/" not in url and url not in {"/", "/log/"} and "xlsx" not in url]
    before = {url: said(client.get(url)) for url in addresses}

    with member_scope("setagaya"):
        actions.record_baseline(
            item=goods.get("monitor"), expected_revision=0, baseline_unit_price=BASELINE, unit_budget=BUDGET, note=NOTE
        )

    assert {url: said(client.get(url)) for url in addresses} == before


@pytest.mark.usefixtures("monitor")
def test_the_other_body_finds_its_own_form_empty_and_its_record_leaves_the_first_alone():
    page = client_of(person_acting_for("chofu")).get("/procurement/catalogue/monitor/budget/").content.decode()
    with member_scope("chofu"):
        actions.record_baseline(item=goods.get("monitor"), expected_revision=0, baseline_unit_price=1)

    assert 'name="revision" value="0"' in page
    with scopes.system("test"):
        rows = MunicipalityBudget.objects.values_list("organisation__slug", "baseline_unit_price").order_by("pk")
        assert list(rows) == [("setagaya", BASELINE), ("chofu", 1)]


def test_no_log_line_no_announcement_and_no_cache_entry_holds_it(monitor, caplog, capsys):
    client = client_of(person_acting_for("setagaya"))
    page = client.get("/procurement/catalogue/monitor/budget/").content.decode()
    token = page.partition('name="form_token" value="')[2].partition('"')[0]
    caplog.set_level("DEBUG")

    answer = client.post(
        "/procurement/catalogue/monitor/budget/",
        {
            "form_token": token,
            "revision": "1",
            "baseline_unit_price": "987653",
            "unit_budget": "876541",
            "note": NOTE + "二",
        },
    )

    assert answer.status_code == 302
    written = capsys.readouterr()
    with scopes.system("test"):
        rows = [*Record.objects.values(), *Announcement.objects.values()]
    everything = "\n".join(
        [
            *(record.getMessage() for record in caplog.records if record.name != "django.db.backends"),
            written.out,
            written.err,
            str(rows),
            str(getattr(cache, "_cache", "")),
            str(dict(answer.headers)),
        ]
    )
    assert [trace for trace in TRACES if trace in everything] == []


def test_the_text_of_a_row_names_neither_owner_nor_amount(monitor):
    with scopes.system("test"):
        budget = MunicipalityBudget.objects.get()

        assert str(budget) == f"budget {budget.pk}"


def test_an_item_knows_no_way_to_the_figures(monitor):
    names = {field.name for field in monitor._meta.get_fields(include_hidden=False)}

    assert not [name for name in names if "budget" in name]
