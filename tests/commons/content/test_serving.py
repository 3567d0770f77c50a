"""Published pages, on a body's own host and on the hub's."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import people

from .conftest import notice

VILLAGE = "toshima-mura.localhost"
QUERIES = 8

pytestmark = pytest.mark.usefixtures("three_sites")


def on(host: str) -> Client:
    return Client(headers={"host": host})


def test_a_body_has_its_pages_on_its_own_host():
    notice("toshima-mura", "各戸タブレットの画面が新しくなります", slug="tablet", category="暮らし")

    home, page = on(VILLAGE).get("/"), on(VILLAGE).get("/notices/tablet/")

    assert home.status_code == page.status_code == 200
    assert "各戸タブレットの画面が新しくなります" in home.text
    assert '<link rel="canonical" href="http://toshima-mura.localhost:8000/notices/tablet/">' in page.text


def test_the_hub_shows_the_same_pages_with_the_same_canonical_link():
    notice("toshima-mura", "訓練のお知らせ", slug="drill")

    page = people.visitor().get("/m/toshima-mura/notices/drill/")

    assert page.status_code == 200
    assert '<link rel="canonical" href="http://toshima-mura.localhost:8000/notices/drill/">' in page.text
    assert 'href="/m/toshima-mura/notices/"' in page.text


def test_the_hubs_own_pages_stand_in_the_hubs_frame():
    notice("hub", "カタログを改めました", slug="catalogue")

    page = people.visitor().get("/pages/notices/catalogue/")

    assert page.status_code == 200
    assert 'class="site-header"' in page.text
    assert people.visitor().get("/m/hub/notices/catalogue/")["Location"] == "/pages/notices/catalogue/"


@pytest.mark.parametrize("host", [VILLAGE, "localhost"])
@pytest.mark.parametrize("prefix", ["", "/m/toshima-mura"])
def test_a_draft_is_nowhere(host: str, prefix: str):
    notice("toshima-mura", "まだ秘密の下書き", slug="draft", live=False)

    browser = on(host)
    for path in ("/", "/notices/", "/notices/draft/", "/notices.rss", "/sitemap.xml"):
        answer = browser.get(f"{prefix}{path}")
        assert "まだ秘密の下書き" not in answer.text
        assert "draft" not in answer.text or answer.status_code in {302, 404}


def test_a_bodys_host_reads_and_sets_no_cookie():
    editor = people.client_of(people.person_acting_for("toshima-mura"))

    answer = editor.get("/", headers={"host": VILLAGE})

    assert answer.status_code == 200
    assert not answer.cookies
    assert "斉木" not in answer.text
    assert "試験" not in answer.text


@pytest.mark.parametrize("path", ["/accounts/login/", "/procurement/catalogue/?q=x", "/cms/", "/nowhere/"])
def test_every_other_path_of_a_bodys_host_leads_to_the_hub(path: str):
    answer = on(VILLAGE).get(path)

    assert answer.status_code == 302
    assert answer["Location"] == f"http://localhost:8000{path}"


def test_a_bodys_host_takes_nothing_in():
    assert on(VILLAGE).post("/accounts/login/").status_code == 405


@pytest.mark.parametrize("host", ["nowhere.localhost", "hub.localhost", "evil.example"])
def test_an_unknown_host_is_not_found(host: str):
    assert on(host).get("/").status_code == 404
    assert on(host).get("/static/design/base.css").status_code == 404


def test_english_is_in_the_address_of_a_bodys_host():
    notice("toshima-mura", "訓練のお知らせ", slug="drill", title_en="A drill")

    page = on(VILLAGE).get("/?lang=en")

    assert '<html lang="en">' in page.text
    assert '<a href="/notices/drill/?lang=en" lang="en">A drill</a>' in page.text


def test_what_has_no_english_is_shown_and_marked_as_japanese():
    notice("toshima-mura", "訓練のお知らせ", slug="drill")

    page = on(VILLAGE).get("/?lang=en")

    assert '<a href="/notices/drill/?lang=en" lang="ja">訓練のお知らせ</a>' in page.text


@pytest.mark.parametrize("path", ["/", "/notices/"])
@pytest.mark.parametrize("count", [1, 30])
def test_a_page_asks_the_database_no_more_often_with_more_notices(path: str, count: int):
    for number in range(count):
        notice("toshima-mura", f"お知らせ {number}")

    with CaptureQueriesContext(connection) as captured:
        assert on(VILLAGE).get(path).status_code == 200

    assert len(captured) <= QUERIES


def test_media_has_no_address():
    assert on("localhost").get("/media/organisations/1/documents/x.pdf").status_code == 404
