"""A form from a page that was open during a sign-in in another tab does nothing, and loses nothing."""

import pytest
from django.test import Client

from commons.accounts import kept_forms
from commons.accounts.models import KeptForm
from commons.tenancy import scopes
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.commons.accounts.urls")]

HERE = {"Origin": "http://testserver"}
TYPED = {"text": "髙橋の覚え書き", "my_password": "hunter2", "csrfmiddlewaretoken": "x" * 64}


@pytest.fixture
def client() -> Client:
    client = Client(enforce_csrf_checks=True)
    people.sign_in(client, people.person_acting_for("setagaya"))
    client.get("/t/private/")  # leaves the browser's mark
    return client


def kept() -> int:
    with scopes.system("test"):
        return int(KeptForm.objects.count())


def test_what_was_typed_comes_back_on_a_fresh_page_and_is_not_yet_sent(client):
    refused = client.post("/t/note/?page=2", TYPED, headers=HERE)
    page = client.get(refused["Location"])

    assert (refused.status_code, refused["Location"]) == (302, "/t/note/?page=2")
    assert page.context["form"].data["text"] == "髙橋の覚え書き"
    assert set(page.context["form"].data) - {"form_token"} == {"text"}
    assert [str(message) for message in page.context["messages"]] == [kept_forms.notice()]


@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}, {"Origin": "https://elsewhere.example"}])
def test_nothing_is_kept_of_what_another_site_sends(client, headers):
    refused = client.post("/t/note/", TYPED, headers=headers)

    assert (refused.status_code, kept()) == (403, 0)


def test_a_page_that_gives_nothing_back_says_what_happened(client):
    refused = client.post("/t/post-only/", TYPED, headers=HERE)

    assert (refused.status_code, kept()) == (403, 0)


def test_a_browser_on_which_nobody_signed_in_keeps_nothing():
    refused = Client(enforce_csrf_checks=True).post("/t/note/", TYPED, headers=HERE)

    assert (refused.status_code, kept()) == (403, 0)
