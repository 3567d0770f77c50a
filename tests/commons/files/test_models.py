"""Files are Wagtail's in use, and ours in whose they are."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from commons.files import validators
from commons.files.models import Document, Image
from commons.tenancy import scopes
from tests import people

from .conftest import document_of, image_of

pytestmark = pytest.mark.django_db


def test_wagtail_uses_our_models():
    assert (get_document_model(), get_image_model()) == (Document, Image)


def test_a_path_says_whose_the_file_is():
    body = people.organisation("setagaya").pk

    stored = [document_of("setagaya"), image_of("setagaya"), image_of("setagaya").get_rendition("width-20")]
    assert [str(file.file.name).rpartition("/")[0] for file in stored] == [
        f"organisations/{body}/documents",
        f"organisations/{body}/original_images",
        f"organisations/{body}/images",
    ]


def test_only_the_process_may_read_what_was_uploaded(uploads: Path):
    stored = uploads / str(document_of("setagaya").file.name)

    assert (stored.stat().st_mode & 0o777, stored.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("make", [document_of, image_of])
def test_an_upload_has_no_url_but_the_one_that_checks(make):
    stored = make("setagaya")

    with pytest.raises(NotImplementedError):
        _ = stored.file.url


@pytest.mark.parametrize("make", [document_of, image_of])
def test_a_new_file_is_weighed_and_hashed_when_it_is_stored(make):
    stored = make("setagaya")

    stored.refresh_from_db()
    assert stored.file_size == stored.file.size
    assert len(stored.file_hash) == 40


def test_a_replaced_file_has_a_new_hash():
    stored = document_of("setagaya")
    before = stored.file_hash

    stored.file = ContentFile(b"other", name="other.txt")
    stored.save()

    assert stored.file_hash != before


def test_two_files_of_one_name_stand_side_by_side():
    first, second = document_of("setagaya", content=b"1"), document_of("setagaya", content=b"2")

    assert first.file.name != second.file.name
    assert (first.file.open().read(), second.file.open().read()) == (b"1", b"2")


def test_a_very_long_japanese_name_is_cut_and_stored():
    assert document_of("setagaya", name="あ" * 80 + ".txt").file.open().read() == b"MARKER"


@pytest.mark.parametrize("name", ["macro.xlsm", "macro.docm", "page.html", "tool.exe", "no-extension"])
def test_a_file_of_another_kind_is_refused(name: str):
    document = Document(organisation=people.organisation("setagaya"), title="t", file=ContentFile(b"x", name=name))

    with pytest.raises(ValidationError) as refused:
        document.full_clean()
    assert list(refused.value.message_dict) == ["file"]


def test_a_file_that_is_too_large_is_refused_in_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(validators, "MOST_BYTES", 1 << 20)
    document = Document(
        organisation=people.organisation("setagaya"), title="t", file=ContentFile(b"x" * (1 << 20) + b"x", name="a.txt")
    )

    with pytest.raises(ValidationError) as refused:
        document.full_clean()
    assert refused.value.message_dict == {"file": ["ファイルが1 MBを超えています。"]}


def test_a_title_with_control_characters_is_refused():
    document = Document(
        organisation=people.organisation("setagaya"), title="a\x0bb", file=ContentFile(b"x", name="a.txt")
    )

    with pytest.raises(ValidationError) as refused:
        document.full_clean()
    assert list(refused.value.message_dict) == ["title"]


@pytest.mark.parametrize("make", [document_of, image_of])
def test_a_scope_sees_its_bodys_files(make):
    ours, theirs = make("setagaya"), make("chofu")
    files = type(ours).objects

    with people.member_scope("setagaya") as scope:
        assert list(files.visible_to(scope)) == [ours]
    with scopes.public() as scope:
        assert list(files.visible_to(scope)) == []
    with people.person_scope(people.person()) as scope:
        assert list(files.visible_to(scope)) == []
    with scopes.system("test") as scope:
        assert set(files.visible_to(scope)) == {ours, theirs}


def test_the_cache_keeps_no_bodys_pictures():
    image = image_of("setagaya", name="secret-title.png")
    image.get_rendition("width-20")
    image.get_rendition("width-20")

    assert "secret-title" not in str(getattr(cache, "_cache", {}))
