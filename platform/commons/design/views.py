"""Switch the interface's language; show the sample book."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commons.design import errors, samples
from commons.values import clock

YEAR = 60 * 60 * 24 * 365


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and go back to the page.

    Only our own paths are followed, and an unknown language changes nothing. The choice concerns the interface, never
    what people wrote.
    """
    target = request.POST.get("next", "")
    if not (target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@require_safe
def sample_book(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    return render(request, "design/samples.html", {**samples.context(), "screen": "D-01"})


@require_http_methods(["GET", "HEAD", "POST"])
def sample_form(request: HttpRequest) -> HttpResponse:
    """Walk through a form, its confirmation and its receipt. Nothing is kept."""
    form = samples.SamplePageForm(request.POST or None)
    if not form.is_valid() or "change" in request.POST:
        return render(request, "form_page.html", {"form": form, "heading": _("A sample form"), "screen": "D-02"})
    rows = samples.confirm_rows(form)
    if "confirmed" not in request.POST:
        page = {"heading": _("Please check your answer"), "rows": rows, "form": form, "screen": "D-03"}
        return render(request, "confirm_page.html", page)
    done = {
        "heading": _("Your answer has been received"),
        "receipt_number": "TC-2026-014-131121-01",
        "received_at": clock.now(),
        "next_steps": samples.next_steps(),
        "rows": [(label, value) for label, value, _field in rows],
        "screen": "D-04",
    }
    return render(request, "done_page.html", done)


@require_safe
def sample_error(request: HttpRequest, status: int) -> HttpResponse:
    """Show the page of an error, with its status."""
    pages = {
        400: lambda: errors.bad_request(request, Exception()),
        403: lambda: errors.permission_denied(request, Exception()),
        404: lambda: errors.page_not_found(request, Exception()),
        429: lambda: errors.too_many_requests(request, retry_after=60),
        500: lambda: errors.server_error(request),
        503: lambda: errors.unavailable(request),
    }
    if status not in pages:
        raise Http404
    return pages[status]()
