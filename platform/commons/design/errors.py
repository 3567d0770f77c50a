"""Answer when something went wrong: a sentence, the way back, and the number of the request. Nothing else leaks."""

from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

BARE = "bare.html"  # a page that asks nobody: no session, no database, no context processor
FRAMED = "base.html"

log = structlog.get_logger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400. The request may be too broken even to know its host: the page asks it nothing."""
    return _answer(None, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403: signed in, but not for this."""
    return _answer(request, "403.html", 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, the same for what does not exist and for what belongs to somebody else."""
    return _answer(request, "404.html", 404)


def unknown_host(request: HttpRequest | None = None, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 on a host that has no frame of the hub's: the page asks the request nothing."""
    return _answer(None, "404.html", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form that carries no valid token. The reason is for the log, not for the reader."""
    return _answer(request, "403_csrf.html", 403)


def too_many_requests(request: HttpRequest, *, retry_after: int | None = None) -> HttpResponse:
    """Answer 429; ``retry_after`` is in seconds."""
    response = _answer(request, "429.html", 429)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return _answer(None, "500.html", 500)


def unavailable(request: HttpRequest | None = None, *, retry_after: int = 600) -> HttpResponse:
    """Answer 503 during maintenance."""
    response = _answer(None, "503.html", 503)
    response.headers["Retry-After"] = str(retry_after)
    return response


def _answer(request: HttpRequest | None, template: str, status: int) -> HttpResponse:
    """Render with the whole frame if it stands, else bare, else say one sentence: an error page never fails itself."""
    attempts: list[tuple[dict[str, Any], HttpRequest | None]] = [({"frame": BARE}, None)]
    if request is not None:
        attempts.insert(0, ({"frame": FRAMED}, request))
    for context, asked in attempts:
        try:
            return HttpResponse(loader.render_to_string(template, context, asked), status=status)
        except Exception:  # whatever broke the frame, the reader still gets an answer
            log.exception("error_page_failed", template=template, frame=context["frame"])
    return HttpResponse(_("Something went wrong. Please try again later."), status=status, content_type="text/plain")
