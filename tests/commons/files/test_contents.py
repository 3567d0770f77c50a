"""A file is what its bytes are."""

import io
import zipfile
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as Picture

from commons.files import contents

GPS = 0x8825


def packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return file.getvalue()


def office(folder: str, **more: bytes) -> bytes:
    return packed(**{"[Content_Types].xml": b"<Types/>", f"{folder}/main.xml": b"<x/>"}, **more)


def code_of(name: str, content: bytes) -> str | None:
    try:
        contents.genuine(ContentFile(content, name=name))
    except ValidationError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("案内.pdf", b"%PDF-1.7 ..."),
        ("表.xlsx", office("xl")),
        ("書類.docx", office("word")),
        ("説明.pptx", office("ppt")),
        ("束.zip", packed(a=b"1")),
        ("一覧.csv", "氏名,髙橋\n".encode("cp932")),
        ("一覧.txt", "氏名".encode()),
        ("図.png", b"\x89PNG\r\n\x1a\n...."),
        ("写真.JPG", b"\xff\xd8\xff...."),
    ],
)
def test_what_it_says_it_is_is_taken(name: str, content: bytes):
    assert code_of(name, content) is None


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("script.pdf", b"<script>alert(1)</script>", "not_genuine"),
        ("sheet.xlsx", packed(a=b"1"), "not_genuine"),
        ("sheet.xlsx", office("word"), "not_genuine"),
        ("sheet.xlsx", b"PK\x03\x04 broken", "not_genuine"),
        ("macros.xlsx", office("xl", **{"xl/vbaProject.bin": b"x"}), "macros"),
        ("bomb.xlsx", office("xl", **{"xl/zeros": bytes(30_000_000)}), "unpacked"),
        ("many.zip", packed(**{f"f{n}": b"" for n in range(5_001)}), "unpacked"),
        ("image.png", b"<svg onload='alert(1)'/>", "not_genuine"),
        ("data.csv", b"MZ\0\0", "not_genuine"),
        ("page.html", b"<html>", "kind"),
        ("picture.svg", b"<svg/>", "kind"),
        ("sheet.xlsm", office("xl"), "kind"),
        ("no ending", b"", "kind"),
    ],
)
def test_what_is_something_else_is_refused(name: str, content: bytes, code: str):
    assert code_of(name, content) == code


def photo(form: str = "JPEG", **tags: Any) -> ContentFile[bytes]:
    exif = Picture.Exif()
    exif[contents.ORIENTATION] = 6
    exif[0x0110] = "Camera of somebody"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (34.0, 31.0, 12.0)
    file = io.BytesIO()
    Picture.new("RGB", (8, 6), "navy").save(file, form, exif=exif.tobytes())
    return ContentFile(file.getvalue(), name="photo.jpg")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_where_a_picture_was_taken_is_forgotten_and_how_it_stands_is_kept(form: str):
    cleaned = Picture.open(contents.without_place(photo(form)))

    exif = cleaned.getexif()
    assert dict(exif) == {contents.ORIENTATION: 6}
    assert not exif.get_ifd(GPS)
    assert cleaned.format == form


def test_a_picture_that_tells_nothing_is_not_touched():
    file = io.BytesIO()
    Picture.new("RGB", (8, 6), "navy").save(file, "PNG")
    plain = ContentFile(file.getvalue(), name="plain.png")

    assert contents.without_place(plain).read() == file.getvalue()
