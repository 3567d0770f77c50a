"""Files go to the body they belong to, and to nobody else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from commons.accounts.models import Role
from commons.files.models import Rendition
from tests import people

from .conftest import document_of, image_of

pytestmark = pytest.mark.django_db


def _document() -> Any:
    return document_of("setagaya")


def _rendition() -> Any:
    return image_of("setagaya").get_rendition("width-20")


@pytest.fixture(params=[_document, _rendition], ids=["document", "rendition"])
def file(request: pytest.FixtureRequest) -> Any:
    make: Callable[[], Any] = request.param
    return make()


def _body(response: Any) -> bytes:
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HUB_OFFICER}))
def test_the_bodys_own_people_get_it(file: Any, role: str):
    response = people.client_of(people.person_acting_for("setagaya", role)).get(file.url)

    assert response.status_code == 200
    assert _body(response) == file.file.open("rb").read()


@pytest.mark.parametrize(
    "asker",
    [
        people.visitor,
        lambda: people.client_of(people.person()),
        lambda: people.client_of(people.person_acting_for("chofu", Role.ADMINISTRATOR)),
        lambda: people.client_of(people.hub_officer()),
        lambda: people.client_of(people.person_acting_for("hub", Role.ADMINISTRATOR)),
    ],
    ids=["visitor", "person", "another body", "hub officer", "hub administrator"],
)
def test_to_everybody_else_it_does_not_exist(file: Any, asker: Callable[[], Client]):
    client = asker()
    address = file.url

    foreign = client.get(address)
    unknown = client.get(address.replace(str(file.pk), "999999"))

    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert "ETag" not in foreign
    known_tag = people.client_of(people.person_acting_for("setagaya")).get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": known_tag}).status_code == 404


def test_it_is_asked_for_again_every_time_and_sent_once(file: Any):
    client = people.client_of(people.person_acting_for("setagaya"))

    first = client.get(file.url)
    again = client.get(file.url, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    for response in (first, again):
        assert response["Cache-Control"] == "private, no-cache"
        assert "Cookie" in response["Vary"]


def test_nothing_in_it_runs(file: Any):
    response = people.client_of(people.person_acting_for("setagaya")).get(file.url)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_document_is_kept_under_its_japanese_name():
    document = document_of("setagaya", name="仕様書 第１版.txt")

    response = people.client_of(people.person_acting_for("setagaya")).get(document.url)

    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('仕様書_第１版.txt')}"


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "script.js"])
def test_what_a_browser_would_run_is_kept_and_not_shown(name: str):
    document = document_of("setagaya", name=name, content=b"<script>1</script>")

    response = people.client_of(people.person_acting_for("setagaya")).get(document.url)

    assert response["Content-Disposition"].startswith("attachment")


def test_a_picture_is_shown():
    response = people.client_of(people.person_acting_for("setagaya")).get(_rendition().url)

    assert "Content-Disposition" not in response
    assert response["Content-Type"] == "image/png"


def test_a_drawing_that_could_run_scripts_is_not_shown(uploads: Path):
    rendition = _rendition()
    (uploads / rendition.file.name).rename((uploads / rendition.file.name).with_suffix(".svg"))
    Rendition.objects.filter(pk=rendition.pk).update(file=rendition.file.name.replace(".png", ".svg"))

    response = people.client_of(people.person_acting_for("setagaya")).get(rendition.url)

    assert response["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_gone_does_not_exist(file: Any, uploads: Path):
    (uploads / file.file.name).unlink()

    assert people.client_of(people.person_acting_for("setagaya")).get(file.url).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_files_are_only_read(file: Any, method: str):
    client = people.client_of(people.person_acting_for("setagaya"))

    assert getattr(client, method)(file.url).status_code == 405


def test_uploads_have_no_address_of_their_own(file: Any):
    client = people.client_of(people.person_acting_for("setagaya"))

    assert client.get(f"/media/{file.file.name}").status_code == 404
    assert client.get("/media/").status_code == 404


def test_a_look_asks_constant_questions_and_changes_nothing(file: Any, django_assert_num_queries: Any):
    client = people.client_of(people.person_acting_for("setagaya"))
    _body(client.get(file.url))
    before = type(file).objects.values().get(pk=file.pk)

    with django_assert_num_queries(4):  # session, user, memberships, file
        _body(client.get(file.url))

    assert type(file).objects.values().get(pk=file.pk) == before
