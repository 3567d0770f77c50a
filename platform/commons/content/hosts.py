"""Which host a request came to: the hub's does business, a body's shows its published pages, any other is unknown."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

from commons.design import errors
from commons.values import clock

from . import page_cache
from .surroundings import place_of

BODY_URLS = "commons.content.body_urls"
OWN = "/"  # where a body's pages begin on its own host


class _Known(NamedTuple):
    slug: str
    organisation_id: int


# Hosts that were found, so that a kept page costs no query. It finds kept answers only: a host that is gone has none.
_known: dict[str, _Known] = {}


class HostMiddleware:
    """Tell the hosts apart before anything of a session is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "is_dummy", False):  # Wagtail's own, for a preview: the editor is on the hub
            return self.get_response(request)
        try:
            host = split_domain_port(request.get_host())[0]
        except DisallowedHost:
            return errors.unknown_host()
        if host == settings.HUB_HOST or host in settings.HUB_ALIASES:
            return self.get_response(request)
        return self._on_own_host(request, host)

    def _on_own_host(self, request: HttpRequest, host: str) -> HttpResponse:
        """Serve without cookies: none is read, so nobody is signed in here, and none is set."""
        language = "en" if request.GET.get("lang") == "en" else "ja"
        request.COOKIES = {settings.LANGUAGE_COOKIE_NAME: language}
        request.LANGUAGE_CODE = language
        return self._kept(request, host) or self._made(request, host)

    def _kept(self, request: HttpRequest, host: str) -> HttpResponse | None:
        """Answer with a kept page, without a query where the host is remembered."""
        if (known := _known.get(host)) is None:
            return None
        key = page_cache.key_of(request, known.slug, OWN)
        return page_cache.find(key, known.organisation_id, clock.now()) if key else None

    def _made(self, request: HttpRequest, host: str) -> HttpResponse:
        """Have the page made."""
        from .serving import SITES

        site = SITES.filter(site__hostname=host, organisation__code__isnull=False).first()
        if site is None:
            return errors.unknown_host()
        _known[host] = _Known(site.organisation.slug, site.organisation_id)
        request.urlconf = BODY_URLS  # Django's own way to give a request other addresses
        request.content_place = place_of(site, own_host=True)  # type: ignore[attr-defined]  # the views ask whose it is
        response = self.get_response(request)
        if keep := getattr(request, "keep_answer", None):
            keep(response)
        response.cookies.clear()
        return response
