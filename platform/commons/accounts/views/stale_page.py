"""Take a form from a page that was opened before the last sign-in: its token against forgery is the old one."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from commons.accounts import kept_forms
from commons.design import errors


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give what was typed back on a fresh page; do nothing of what it asks, and keep nothing that came from elsewhere.

    Signing in anew in another tab changes the token. To be told "go back and reload" would cost what was typed.
    """
    if _gives_back(request) and _comes_from_here(request) and kept_forms.keep(request):
        return HttpResponseRedirect(request.get_full_path())
    return errors.csrf_failure(request, reason)


def _gives_back(request: HttpRequest) -> bool:
    view = getattr(request.resolver_match, "func", None)
    view_class = getattr(view, "view_class", object)
    return issubclass(view_class, kept_forms.KeptFormMixin)


def _comes_from_here(request: HttpRequest) -> bool:
    """Believe the browser alone, which no page can make lie about its origin; silence is no yes."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
