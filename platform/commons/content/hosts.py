"""Which host a request came to: the hub's does business, a body's shows its published pages, any other is unknown."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

from commons.design import errors
from commons.values import clock

from . import page_cache
from .surroundings import place_of

BODY_URLS = "commons.content.body_urls"


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
        from .serving import SITES

        site = SITES.filter(site__hostname=host, organisation__code__isnull=False).first()
        if site is None:
            return errors.unknown_host()
        language = "en" if request.GET.get("lang") == "en" else "ja"
        request.COOKIES = {settings.LANGUAGE_COOKIE_NAME: language}
        request.urlconf = BODY_URLS  # Django's own way to give a request other addresses
        place = place_of(site, own_host=True)
        request.content_place = place  # type: ignore[attr-defined]  # the views ask which body this is
        with clock.unit_of_work() as now:
            key = page_cache.key_of(request, site.organisation.slug, place.prefix)
            response = (key and page_cache.find(key, site.organisation.pk, now)) or self.get_response(request)
        response.cookies.clear()
        return response
