"""Open each request's unit of work: one moment, one scope."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from structlog.contextvars import bind_contextvars

from commons.design import errors
from commons.tenancy import scopes
from commons.values import clock

from . import acting, browser_marks, limits
from .acting import Acting


class ScopeMiddleware:
    """Open the scope of whoever asks: visitor, person, or member of the body they act for.

    Memberships are read on every request, so that a role is gone the moment it expires.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.unit_of_work():
            who = acting.read(request, day=clock.today())
            request.acting = who  # type: ignore[attr-defined]  # typed readers ask acting.of(request)
            with scopes.opened(_scope_of(who)) as scope:
                bind_contextvars(organisation_id=scope.organisation_id)  # every request anew, so that none inherits it
                response = self.get_response(request)
        if who:
            if not response.has_header("Cache-Control"):  # a page shows whose it is, and may show what is theirs alone
                patch_cache_control(response, private=True, no_cache=True)
            browser_marks.leave(request, response, user_id=who.user.pk)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a used-up limit into its page, from whatever depth it was met."""
        if isinstance(exception, limits.TooManyRequests):
            return errors.too_many_requests(request, retry_after=limits.RETRY_AFTER)
        return None


def _scope_of(who: Acting | None) -> scopes.Scope:
    return who.scope if who else scopes.Scope("public")
