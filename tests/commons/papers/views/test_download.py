"""Who may fetch a paper, and how it is handed out."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from tests.commons.papers.sample import letters
from tests.people import client_of, hub_officer, person_acting_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(quick, issued):
    with letters() as kind:
        yield issued(kind)


def address(paper) -> str:
    return reverse("papers:download", args=[paper.number])


def test_the_owners_people_get_the_original_closed_and_with_a_japanese_name(paper):
    response = client_of(person_acting_for("setagaya")).get(address(paper))

    assert response.content == paper.content()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        f"attachment; filename=\"paper-{paper.pk}.pdf\"; filename*=UTF-8''{quote('参加申込書_参申-R8-000001.pdf')}"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_what_the_browser_has_is_not_sent_again_but_asked_for(paper):
    client = client_of(person_acting_for("setagaya"))

    again = client.get(address(paper), headers={"If-None-Match": f'"{paper.sha256}"'})

    assert (again.status_code, again.content) == (304, b"")


def test_to_other_bodies_and_to_the_hub_it_does_not_exist(paper):
    for stranger in (person_acting_for("chofu"), hub_officer()):
        there, absent = (
            client_of(stranger).get(path)
            for path in (address(paper), reverse("papers:download", args=["参申-R8-000009"]))
        )
        assert (there.status_code, absent.status_code) == (404, 404)


def test_the_hub_fetches_what_is_for_the_hub(quick, issued):
    with letters(audience="hub") as kind:
        paper = issued(kind)

        assert client_of(hub_officer()).get(address(paper)).status_code == 200
        assert client_of(person_acting_for("chofu")).get(address(paper)).status_code == 404


def test_a_visitor_is_asked_to_sign_in_first(paper):
    assert Client().get(address(paper)).status_code == 302


def test_an_endless_number_is_none(paper):
    clerk = client_of(person_acting_for("setagaya"))

    assert clerk.get(reverse("papers:download", args=["9" * 500])).status_code == 404


def test_a_damaged_original_is_not_handed_out(paper):
    with open(paper.file.path, "ab") as stored:
        stored.write(b"!")

    response = client_of(person_acting_for("setagaya")).get(address(paper))

    assert response.status_code == 500
    assert b"%PDF" not in response.content
