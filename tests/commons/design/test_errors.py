"""Pages for what went wrong."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import translation

from commons.config import urls as site
from commons.design import errors


def _raise(error: type[Exception]) -> Any:
    def view(request: HttpRequest) -> HttpResponse:
        raise error("secret inner words")

    return view


urlpatterns = [
    *site.urlpatterns,
    path("broken/400/", _raise(SuspiciousOperation)),
    path("broken/403/", _raise(PermissionDenied)),
    path("broken/404/", _raise(Http404)),
    path("broken/500/", _raise(RuntimeError)),
]
handler400, handler403, handler404, handler500 = site.handler400, site.handler403, site.handler404, site.handler500


@pytest.fixture
def visitor() -> Client:
    """Return a browser that sees what a reader would, not the exception."""
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_gives_the_number_and_the_way_back_and_nothing_else(
    visitor: Client, status: int, language: str
) -> None:
    visitor.cookies["language"] = language

    response = visitor.get(f"/broken/{status}/")
    html = response.content.decode()

    assert response.status_code == status
    assert len(re.findall(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", html)) == 1
    assert 'href="/"' in html
    assert f'<html lang="{language}">' in html
    assert "secret inner words" not in html


@pytest.mark.django_db
def test_a_form_without_its_token_meets_our_own_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})

    assert response.status_code == 403
    assert "安全のため" in response.content.decode()


def test_too_many_requests_say_when_to_come_back(rf: RequestFactory) -> None:
    response = errors.too_many_requests(rf.get("/"), retry_after=30)

    assert (response.status_code, response.headers["Retry-After"]) == (429, "30")


def test_maintenance_asks_neither_session_nor_database() -> None:
    response = errors.unavailable()

    assert (response.status_code, response.headers["Retry-After"]) == (503, "600")


def test_a_broken_frame_leaves_the_bare_page(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "FRAMED", "no-such-template.html")

    with translation.override("en"):
        response = errors.page_not_found(rf.get("/"), Http404())

    assert response.status_code == 404
    assert "We cannot find that page" in response.content.decode()


def test_a_broken_page_leaves_one_sentence(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "BARE", "no-such-template.html")

    with translation.override("en"):
        response = errors.server_error(rf.get("/"))

    assert (response.status_code, response.content.decode()) == (500, "Something went wrong. Please try again later.")
