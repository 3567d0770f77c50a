"""Open each request's scope."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from commons.tenancy import scopes


class ScopeMiddleware:
    """Open the scope of whoever asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with scopes.public():
            return self.get_response(request)
