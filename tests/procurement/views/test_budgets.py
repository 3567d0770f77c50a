"""The form for what one's own municipality pays."""

import re

import pytest

from commons.audit.models import Record
from commons.tenancy import scopes
from procurement import actions
from procurement.models import MunicipalityBudget
from tests.people import client_of, hub_officer, member_scope, person_acting_for, sign_in, visitor
from tests.procurement import goods

pytestmark = pytest.mark.django_db

ITEM = "/procurement/catalogue/monitor/"
URL = f"{ITEM}budget/"
DELETE = f"{URL}delete/"


@pytest.fixture
def monitor():
    return goods.item(slug="monitor", name="外付けディスプレイ")


@pytest.fixture
def clerk():
    return person_acting_for("setagaya")


def hidden(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def sent(client, url=URL, **changes):
    """Open the form, change some fields, and send it."""
    page = client.get(url).content.decode()
    data = {"form_token": hidden(page, "form_token"), "revision": hidden(page, "revision")}
    return client.post(url, data | changes)


def recorded():
    with scopes.system("test"):
        return list(MunicipalityBudget.objects.values_list("organisation__slug", "baseline_unit_price", "note"))


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize("typed", ["13800", "１３，８００", "13,800円", "¥13,800"])
def test_a_price_is_recorded_however_it_is_typed(clerk, typed):
    response = sent(client_of(clerk), baseline_unit_price=typed, paid_since_on="令和7年4月1日", note="控え")

    assert (response.status_code, response["Location"]) == (302, ITEM)
    assert recorded() == [("setagaya", 13_800, "控え")]


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("baseline_unit_price", ""),
        ("baseline_unit_price", "十三万"),
        ("baseline_unit_price", "-1"),
        ("baseline_unit_price", "0"),
        ("baseline_unit_price", "9" * 25),
        ("baseline_unit_price", "12.5"),
        ("baseline_unit_price", "13\u000b800"),
        ("paid_since_on", "令和7年2月30日"),
        ("paid_since_on", "いつか"),
        ("unit_budget", "x"),
        ("note", "あ" * 201),
        ("note", "ワードから\u000b貼り付け"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_typed_is_lost(clerk, field, typed):
    good = {
        "baseline_unit_price": "１３，８００",
        "paid_since_on": "R7.4.1",
        "unit_budget": "9,600",
        "note": "残る備考",
    }

    response = sent(client_of(clerk), **(good | {field: typed}))

    page = response.content.decode()
    assert response.status_code == 200
    assert re.search(rf'id="id_{field}-error"', page)
    for name, value in good.items():
        if name != field:
            assert f'value="{value}"' in page
    assert recorded() == []


@pytest.mark.usefixtures("monitor")
def test_a_second_click_leads_to_the_first_result_and_records_once(clerk):
    client = client_of(clerk)
    page = client.get(URL).content.decode()
    data = {"form_token": hidden(page, "form_token"), "revision": "0", "baseline_unit_price": "13800"}

    first, second = client.post(URL, data), client.post(URL, data)

    assert (first["Location"], second["Location"]) == (ITEM, ITEM)
    with scopes.system("test"):
        assert Record.objects.filter(verb="recorded_baseline").count() == 1


def test_a_stale_edit_shows_both_and_sending_again_replaces_knowingly(monitor, clerk):
    client = client_of(clerk)
    page = client.get(URL).content.decode()
    with member_scope("setagaya"):
        actions.record_baseline(item=monitor, expected_revision=0, baseline_unit_price=22_222, note="同僚の備考")

    stale = client.post(
        URL,
        {
            "form_token": hidden(page, "form_token"),
            "revision": "0",
            "baseline_unit_price": "１１１１１",
            "note": "私の備考",
        },
    ).content.decode()

    for text in ("22,222円", "同僚の備考", 'value="１１１１１"', 'value="私の備考"'):
        assert text in stale
    assert recorded() == [("setagaya", 22_222, "同僚の備考")]
    again = client.post(
        URL,
        {
            "form_token": hidden(stale, "form_token"),
            "revision": hidden(stale, "revision"),
            "baseline_unit_price": "１１１１１",
            "note": "私の備考",
        },
    )
    assert again.status_code == 302
    assert recorded() == [("setagaya", 11_111, "私の備考")]


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize("url", [URL, DELETE])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_a_municipality_comes_here(url, method):
    answers = {
        name: getattr(client, method)(url).status_code
        for name, client in {
            "visitor": visitor(),
            "editor": client_of(person_acting_for("setagaya", "editor")),
            "hub officer": client_of(hub_officer()),
            "clerk of the hub": client_of(person_acting_for("hub", "clerk")),
            "administrator of the hub": client_of(person_acting_for("hub", "administrator")),
            "clerk": client_of(person_acting_for("setagaya", "clerk")),
            "approver": client_of(person_acting_for("setagaya", "approver")),
            "administrator": client_of(person_acting_for("setagaya", "administrator")),
        }.items()
    }

    assert answers == {
        "visitor": 302,
        "editor": 403,
        "hub officer": 403,
        "clerk of the hub": 403,
        "administrator of the hub": 403,
        "clerk": 200,
        "approver": 200,
        "administrator": 200,
    }
    assert recorded() == []


@pytest.mark.parametrize("url", [URL, DELETE])
def test_an_item_that_does_not_exist_is_not_found(clerk, url):
    assert client_of(clerk).get(url).status_code == 404


def test_deleting_asks_first_and_then_deletes_the_own_figures(monitor, clerk):
    with member_scope("setagaya", user=clerk):
        actions.record_baseline(item=monitor, expected_revision=0, baseline_unit_price=13_800)
    client = client_of(clerk)

    asked = client.get(DELETE)

    assert "13,800円" in asked.content.decode()
    assert recorded() == [("setagaya", 13_800, "")]
    assert sent(client, DELETE)["Location"] == ITEM
    assert recorded() == []


def test_figures_changed_since_the_question_are_not_deleted(monitor, clerk):
    with member_scope("setagaya", user=clerk):
        actions.record_baseline(item=monitor, expected_revision=0, baseline_unit_price=13_800)
    client = client_of(clerk)
    page = client.get(DELETE).content.decode()
    with member_scope("setagaya"):
        actions.record_baseline(item=monitor, expected_revision=1, baseline_unit_price=22_222)

    answer = client.post(DELETE, {"form_token": hidden(page, "form_token"), "revision": "1"}).content.decode()

    assert "22,222円" in answer
    assert recorded() == [("setagaya", 22_222, "")]


@pytest.mark.usefixtures("monitor")
def test_the_form_is_kept_in_no_cache(clerk):
    assert "no-store" in client_of(clerk).get(URL)["Cache-Control"]


@pytest.mark.usefixtures("monitor")
def test_what_was_typed_when_the_session_ran_out_is_back_after_sign_in(clerk):
    client = client_of(clerk)
    page = client.get(URL).content.decode()
    data = {
        "form_token": hidden(page, "form_token"),
        "revision": "0",
        "baseline_unit_price": "１３，８００",
        "note": "途中",
    }
    client.cookies.pop("sessionid")

    away = client.post(URL, data)

    assert (away.status_code, recorded()) == (302, [])
    sign_in(client, clerk)
    back = client.get(URL).content.decode()
    assert 'value="１３，８００"' in back
    assert 'value="途中"' in back
