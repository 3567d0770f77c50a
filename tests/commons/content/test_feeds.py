"""What machines read of a site."""

import pytest
from defusedxml import ElementTree as ET  # type: ignore[import-untyped]  # it brings no types
from django.test import Client

from commons.content.models import NoticePage
from commons.tenancy import scopes
from tests import people

from .conftest import notice

pytestmark = pytest.mark.usefixtures("three_sites")
VILLAGE = Client(headers={"host": "toshima-mura.localhost"})
LASTMOD = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"


def test_the_feed_tells_a_bodys_notices_under_their_canonical_address():
    notice("toshima-mura", "村の知らせ", slug="one", summary="要約 <b>", category="暮らし")
    notice("setagaya", "区の知らせ")

    for answer in (VILLAGE.get("/notices.rss"), people.visitor().get("/m/toshima-mura/notices.rss")):
        items = ET.fromstring(answer.content).findall("channel/item")
        assert [item.findtext("title") for item in items] == ["村の知らせ"]
        assert items[0].findtext("link") == "http://toshima-mura.localhost:8000/notices/one/"
        assert items[0].findtext("description") == "要約 <b>"


def test_the_hub_has_a_feed_of_its_own():
    notice("hub", "運営の知らせ", slug="one")

    items = ET.fromstring(people.visitor().get("/pages/notices.rss").content).findall("channel/item")

    assert [item.findtext("link") for item in items] == ["http://localhost:8000/pages/notices/one/"]


def test_a_newer_draft_leaves_no_trace_in_the_sitemap():
    page = notice("toshima-mura", "村の知らせ", slug="one")
    notice("toshima-mura", "下書き", slug="hidden", live=False)
    before = VILLAGE.get("/sitemap.xml").text

    with scopes.system("test"):
        changed = NoticePage.objects.get(pk=page.pk)
        changed.title = "直しかけ"
        changed.save_revision()

    assert VILLAGE.get("/sitemap.xml").text == before
    assert "hidden" not in before
    assert ET.fromstring(before.encode()).findall(f"*/{LASTMOD}")
