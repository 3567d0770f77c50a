"""What editors upload: checked, kept with their body, public when a published page shows it."""

import json
import struct
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commons.accounts.models import Role
from commons.content.models import NoticePage
from commons.files.models import Document, Image
from commons.tenancy import scopes
from tests import people
from tests.commons.content.conftest import section

from .world import png

pytestmark = pytest.mark.usefixtures("three_sites")


def editor() -> Any:
    return people.client_of(people.person_acting_for("toshima-mura", Role.EDITOR))


def upload(browser: Any, kind: str, name: str, content: bytes) -> Any:
    return browser.post(f"/cms/{kind}/add/", {"title": "題", "file": SimpleUploadedFile(name, content)})


def huge_png(width: int, height: int) -> bytes:
    """Return a picture that says it is large, in few bytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes((width + 7) // 8 + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def test_an_upload_belongs_to_the_body_of_its_editor():
    browser = editor()

    assert upload(browser, "images", "港.png", png()).status_code == 302
    assert upload(browser, "documents", "案内.pdf", b"%PDF-1.7").status_code == 302

    assert {file.organisation.slug for file in (Image.objects.get(), Document.objects.get())} == {"toshima-mura"}
    assert Image.objects.get().collection.name == "利島村"


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("images", "script.png", b"<script>alert(1)</script>"),
        ("images", "vector.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("images", "huge.png", huge_png(20_000, 10_000)),
        ("images", "large.png", huge_png(10_000, 6_000)),
        ("documents", "bomb.xlsx", b"PK\x03\x04"),
        ("documents", "script.pdf", b"<script>alert(1)</script>"),
        ("documents", "page.html", b"<html>"),
    ],
    ids=[
        "script as png",
        "svg",
        "200 megapixels",
        "60 megapixels",
        "broken xlsx",
        "script as pdf",
        "html",
    ],
)
def test_what_is_refused_is_refused_in_words(kind: str, name: str, content: bytes):
    answer = upload(editor(), kind, name, content)

    assert answer.status_code == 200
    assert "error-message" in answer.text
    assert not Image.objects.exists()
    assert not Document.objects.exists()


def test_a_long_japanese_name_is_kept_in_the_download_as_far_as_disks_go():
    browser = editor()
    upload(browser, "documents", f"{'避難所の案内' * 50}.pdf", b"%PDF-1.7")

    answer = browser.get(Document.objects.get().url)

    assert answer.status_code == 200
    assert Document.objects.get().filename == f"{('避難所の案内' * 20)[:60]}.pdf"


def test_a_file_is_public_while_a_published_page_shows_it():
    upload(editor(), "images", "港.png", png((1200, 800)))
    upload(editor(), "documents", "案内.pdf", b"%PDF-1.7")
    image, document = Image.objects.get(), Document.objects.get()
    body = [
        {"type": "figure", "value": {"image": image.pk, "alternative": "港", "caption": ""}},
        {"type": "file", "value": {"document": document.pk, "label": "案内"}},
    ]
    addresses = (image.get_rendition("width-960").url, document.url)
    assert [people.visitor().get(address).status_code for address in addresses] == [404, 404]

    with scopes.system("test"):
        page = section("toshima-mura").add_child(
            instance=NoticePage(title="港", slug="port", live=False, body=json.dumps(body))
        )
        page.save_revision()
        assert [people.visitor().get(address).status_code for address in addresses] == [404, 404]
        page.get_latest_revision().publish()

    village = {"host": "toshima-mura.localhost"}
    shown = people.visitor().get("/notices/port/", headers=village)
    assert all(address in shown.text for address in addresses)
    assert 'alt="港"' in shown.text
    assert [people.visitor().get(address, headers=village).status_code for address in addresses] == [200, 200]

    with scopes.system("test"):
        NoticePage.objects.get().unpublish()
    assert [people.visitor().get(address).status_code for address in addresses] == [404, 404]
