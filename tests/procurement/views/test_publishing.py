"""Adding items and publishing versions: form, confirmation, deed, and the page that tells of it."""

import html
import re

import pytest

from commons.tenancy import scopes
from procurement import actions
from procurement.calculations.tiers import Tier
from procurement.models import CatalogueItem, ItemVersion
from tests.people import client_of, hub_officer, member_scope, person_acting_for, visitor
from tests.procurement import goods

pytestmark = pytest.mark.django_db

NEW = "/procurement/catalogue/new/"
VERSION = "/procurement/catalogue/monitor/versions/new/"

ITEM = {
    "slug": "ext-display",
    "category": "devices",
    "name": "外付けディスプレイ",
    "kana": "そとづけでぃすぷれい",
    "summary": "最初の一歩に。",
    "supplier": "sakuragaoka",
    "synonyms": "モニター\n画面",
    "contract_kind": "purchase",
}
PUBLISHED = {
    "valid_from_on": "令和7年4月1日",
    "description": "　給電と表示ができます。",
    "unit": "台",
    "tax_percent": "１０",
    "included": "本体\nケーブル",
    "network": "not_applicable",
    "other_certifications": "ISMAP",
    "rows": "8",
    "tier_1_from": "１",
    "tier_1_price": "２７，８００",
    "tier_2_from": "200",
    "tier_2_price": "25,400円",
}


@pytest.fixture
def officer():
    return client_of(hub_officer())


@pytest.fixture
def shelf():
    goods.category()
    goods.supplier()


@pytest.fixture
def monitor():
    return goods.item(slug="monitor", name="外付けディスプレイ")


def hidden(page, name):
    found = re.search(rf'name="{name}"[^>]*? value="([^"]*)"', page)
    assert found, name
    return html.unescape(found[1])


def opened(client, url, *names):
    page = client.get(url).content.decode()
    return {name: hidden(page, name) for name in ("form_token", *names)}


def carried(page):
    """Return the hidden fields of a confirmation page, as its button would send them."""
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        fields.setdefault(name, []).append(html.unescape(value))
    return {name: values for name, values in fields.items() if name != "csrfmiddlewaretoken"}


@pytest.mark.usefixtures("shelf")
def test_an_item_is_added_after_its_confirmation_and_told_of(officer):
    data = opened(officer, NEW) | ITEM | PUBLISHED

    confirmation = officer.post(NEW, data).content.decode()

    assert CatalogueItem.objects.count() == 0
    for text in ("外付けディスプレイ", "合計200から 25,400円", "令和7年4月1日", "財産の買入れ"):
        assert text in confirmation
    done = officer.post(NEW, carried(confirmation) | {"confirmed": "1"})
    item = CatalogueItem.objects.get()
    assert done["Location"] == "/procurement/catalogue/ext-display/versions/1/done/"
    assert "版を公開しました" in officer.get(done["Location"]).content.decode()
    assert (item.slug, item.name, item.synonyms, item.category_id) == (
        "ext-display",
        "外付けディスプレイ",
        ["モニター", "画面"],
        "devices",
    )
    version = item.versions.get()
    assert (version.description, version.tax_percent, version.included, version.certifications) == (
        "　給電と表示ができます。",
        10,
        ["本体", "ケーブル"],
        ["ISMAP"],
    )
    assert [(tier.min_total_quantity, tier.unit_price) for tier in version.tiers.all()] == [(1, 27_800), (200, 25_400)]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("field", "typed", "beside"),
    [
        ("slug", "", "slug"),
        ("slug", "Ext Display", "slug"),
        ("slug", "new", "slug"),
        ("slug", "a" * 61, "slug"),
        ("category", "nowhere", "category"),
        ("supplier", "", "supplier"),
        ("name", "", "name"),
        ("name", "あ" * 81, "name"),
        ("kana", "貼り付け\u000b", "kana"),
        ("contract_kind", "gift", "contract_kind"),
        ("synonyms", "あ" * 41, "synonyms"),
        ("included", "\n".join(f"{n}つ目" for n in range(31)), "included"),
        ("valid_from_on", "令和9年1月1日", "valid_from_on"),
        ("valid_from_on", "あした", "valid_from_on"),
        ("tax_percent", "101", "tax_percent"),
        ("description", "ア\u0007", "description"),
        ("description", "あ" * 2001, "description"),
        ("network", "", "network"),
        ("tier_1_from", "2", "tier_1_from"),
        ("tier_1_price", "", "tier_1_price"),
        ("tier_2_from", "1", "tier_2_from"),
        ("tier_2_price", "27,800", "tier_2_price"),
        ("tier_2_price", "-5", "tier_2_price"),
        ("tier_2_price", "9" * 40, "tier_2_price"),
        ("tier_5_from", "500", "tier_5_price"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_typed_is_lost(officer, field, typed, beside):
    data = opened(officer, NEW) | ITEM | PUBLISHED | {field: typed}

    response = officer.post(NEW, data | {"confirmed": "1"})

    page = html.unescape(response.content.decode())
    assert response.status_code == 200
    assert re.search(rf'id="id_{beside}-error"', page), re.findall(r'class="field__error">.*?</p>', page)
    for name, value in (ITEM | PUBLISHED).items():
        if name not in {field, "rows", "category", "supplier"}:
            assert value in page, name
    assert CatalogueItem.objects.count() == 0


@pytest.mark.usefixtures("shelf", "monitor")
def test_a_taken_address_is_told_beside_it(officer):
    data = opened(officer, NEW) | ITEM | PUBLISHED | {"slug": "monitor", "confirmed": "1"}

    page = officer.post(NEW, data).content.decode()

    assert 'id="id_slug-error"' in page
    assert CatalogueItem.objects.count() == 1


@pytest.mark.usefixtures("shelf")
def test_more_rows_come_without_losing_or_judging_what_was_typed(officer):
    data = opened(officer, NEW) | ITEM | PUBLISHED | {"tier_8_from": "まだ途中", "name": ""}

    page = officer.post(NEW, data | {"add_rows": "1"}).content.decode()

    assert 'name="tier_12_price"' in page
    assert 'value="まだ途中"' in page
    assert "field__error" not in page


@pytest.mark.usefixtures("shelf")
def test_going_back_from_the_confirmation_gives_everything_back(officer):
    data = opened(officer, NEW) | ITEM | PUBLISHED
    confirmation = officer.post(NEW, data).content.decode()

    page = officer.post(NEW, carried(confirmation) | {"change": "1"}).content.decode()

    for value in ("ext-display", "２７，８００", "　給電と表示ができます。", "令和7年4月1日"):
        assert value in page
    assert "field__error" not in page


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("rows", ["", "x", "-3", "0", "99999999"])
def test_a_meddled_number_of_rows_breaks_nothing(officer, rows):
    data = opened(officer, NEW) | ITEM | PUBLISHED | {"rows": rows}

    assert officer.post(NEW, data).status_code == 200


def test_the_next_version_starts_from_the_current_one_and_leaves_it_alone(officer, monitor):
    page = officer.get(VERSION).content.decode()
    before = ItemVersion.objects.values().get()

    data = opened(officer, VERSION, "expected_number") | PUBLISHED | {"valid_from_on": "R8.6.10", "confirmed": "1"}
    done = officer.post(VERSION, data)

    assert 'value="12,000"' in page
    assert hidden(page, "expected_number") == "1"
    assert done["Location"] == "/procurement/catalogue/monitor/versions/2/done/"
    assert ItemVersion.objects.values().get(number=1) == before
    assert monitor.versions.get(number=2).tiers.count() == 2


@pytest.mark.usefixtures("monitor")
def test_a_second_click_publishes_once(officer):
    data = opened(officer, VERSION, "expected_number") | PUBLISHED | {"confirmed": "1"}

    first, second = officer.post(VERSION, data), officer.post(VERSION, data)

    assert first["Location"] == second["Location"] == "/procurement/catalogue/monitor/versions/2/done/"
    assert ItemVersion.objects.count() == 2


def test_a_colleagues_version_is_shown_beside_what_was_typed(officer, monitor):
    data = opened(officer, VERSION, "expected_number") | PUBLISHED | {"confirmed": "1"}
    goods.publish(monitor, goods.version(tiers=[Tier(1, 7_777)]))

    stale = officer.post(VERSION, data).content.decode()

    assert "7,777円" in stale
    assert 'value="２７，８００"' in stale
    assert ItemVersion.objects.count() == 2
    again = {name: hidden(stale, name) for name in ("form_token", "expected_number")}
    assert officer.post(VERSION, data | again)["Location"].endswith("/versions/3/done/")


@pytest.mark.usefixtures("shelf", "monitor")
@pytest.mark.parametrize(
    "url",
    [NEW, VERSION, "/procurement/catalogue/monitor/edit/", "/procurement/catalogue/monitor/versions/1/done/"],
)
def test_only_a_hub_officer_comes_here(officer, url):
    answers = {
        name: client.get(url).status_code
        for name, client in {
            "visitor": visitor(),
            "clerk": client_of(person_acting_for("setagaya")),
            "administrator": client_of(person_acting_for("setagaya", "administrator")),
            "editor of the hub": client_of(person_acting_for("hub", "editor")),
            "administrator of the hub": client_of(person_acting_for("hub", "administrator")),
            "hub officer": officer,
        }.items()
    }

    assert answers == {
        "visitor": 302,
        "clerk": 403,
        "administrator": 403,
        "editor of the hub": 403,
        "administrator of the hub": 403,
        "hub officer": 200,
    }


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize(
    "url", ["/procurement/catalogue/none/versions/new/", "/procurement/catalogue/monitor/versions/9/done/"]
)
def test_what_does_not_exist_is_not_found(officer, url):
    assert officer.get(url).status_code == 404


def test_an_item_is_edited_and_a_stale_edit_shows_both(officer, monitor):
    url = "/procurement/catalogue/monitor/edit/"
    typed = {name: value for name, value in ITEM.items() if name != "slug"}
    data = opened(officer, url, "revision") | typed | {"name": "後の人の名前"}
    with member_scope("hub", "hub_officer"):
        names = ("category", "kana", "summary", "supplier", "contract_kind", "synonyms")
        said = {name: getattr(monitor, name) for name in names}
        actions.edit_item(item=monitor, expected_revision=1, name="先の人の名前", **said)

    stale = officer.post(url, data).content.decode()

    assert "先の人の名前" in stale
    assert 'value="後の人の名前"' in stale
    again = {name: hidden(stale, name) for name in ("form_token", "revision")}
    assert officer.post(url, data | again)["Location"] == "/procurement/catalogue/monitor/"
    with scopes.system("test"):
        assert CatalogueItem.objects.get().name == "後の人の名前"
