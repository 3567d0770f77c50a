"""Pages kept for visitors: right until something is published, goes live or goes."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commons.content.models import BodySite, NoticePage
from commons.content.sites import make
from commons.tenancy import scopes
from tests import people

from .conftest import SLUGS, notice

pytestmark = pytest.mark.usefixtures("three_sites")
VILLAGE = Client(headers={"host": "toshima-mura.localhost"})
WARD = Client(headers={"host": "setagaya.localhost"})


@pytest.fixture(autouse=True)
def _commits(django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what follows a commit follow at once: a test's transaction never ends."""
    monkeypatch.setattr(transaction, "on_commit", lambda work, **_: work())


def test_a_kept_page_asks_the_database_nothing():
    made = VILLAGE.get("/")

    with CaptureQueriesContext(connection) as captured:
        answer = VILLAGE.get("/")

    assert answer.status_code == 200
    assert len(captured) == 0
    assert answer.content == made.content
    for header in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Content-Language"):
        assert answer[header] == made[header]


def test_a_publication_shows_at_once():
    before = VILLAGE.get("/").text
    notice("toshima-mura", "いま出した知らせ")

    assert "いま出した知らせ" not in before
    assert "いま出した知らせ" in VILLAGE.get("/").text


def test_a_withdrawal_shows_at_once():
    page = notice("toshima-mura", "引っ込める知らせ", slug="gone")
    VILLAGE.get("/notices/gone/")
    with scopes.system("test"):
        NoticePage.objects.get(pk=page.pk).unpublish()

    assert VILLAGE.get("/notices/gone/").status_code == 302
    assert "引っ込める知らせ" not in VILLAGE.get("/").text


def test_a_kept_page_ends_with_the_page_that_expires_on_it(business_clock: Any):
    ends = business_clock.moment + dt.timedelta(minutes=5)
    notice("toshima-mura", "五分だけの知らせ", expire_at=ends)
    assert "五分だけの知らせ" in VILLAGE.get("/").text

    business_clock.forward(minutes=4)
    assert "五分だけの知らせ" in VILLAGE.get("/").text
    business_clock.forward(minutes=1)
    assert "五分だけの知らせ" not in VILLAGE.get("/").text


def test_a_clock_that_jumps_needs_nobody_to_empty_the_cache(business_clock: Any):
    notice("toshima-mura", "明日までの知らせ", expire_at=business_clock.moment + dt.timedelta(days=1))
    VILLAGE.get("/")

    business_clock.forward(days=30)

    assert "明日までの知らせ" not in VILLAGE.get("/").text


def test_no_body_is_answered_with_anothers_page():
    notice("toshima-mura", "村の知らせ", slug="same")
    notice("setagaya", "区の知らせ", slug="same")

    assert "村の知らせ" in VILLAGE.get("/notices/same/").text
    assert "区の知らせ" in WARD.get("/notices/same/").text
    assert "村の知らせ" in people.visitor().get("/m/toshima-mura/notices/same/").text
    assert "区の知らせ" in people.visitor().get("/m/setagaya/notices/same/").text


def test_languages_and_places_are_kept_apart():
    notice("toshima-mura", "訓練", slug="drill", title_en="A drill")
    for _ in range(2):
        assert "訓練" in VILLAGE.get("/notices/drill/").text
        assert "A drill" in VILLAGE.get("/notices/drill/?lang=en").text
        assert 'href="/m/toshima-mura/"' in people.visitor().get("/m/toshima-mura/notices/drill/").text


def test_a_draft_never_reaches_the_cache():
    notice("toshima-mura", "秘密の下書き", live=False)
    VILLAGE.get("/")
    VILLAGE.get("/notices/")

    assert "秘密の下書き".encode() not in b"".join(getattr(cache, "_cache", {}).values())


def test_an_address_that_no_link_has_is_not_kept():
    VILLAGE.get("/?utm=1")

    assert not any("content:toshima" in key for key in getattr(cache, "_cache", {}))


def test_making_the_sites_twice_changes_nothing():
    before = list(BodySite.objects.order_by("pk").values())
    with scopes.system("test"):
        assert make(SLUGS) == 0

    assert list(BodySite.objects.order_by("pk").values()) == before
