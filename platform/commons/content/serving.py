"""Hand out published pages: on a body's own host, and on the hub's."""

import datetime as dt
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.models import Page

from commons.values import clock

from . import addresses, page_cache, publishing
from .models import BodyPage, BodySite
from .surroundings import Place, place_of

SITES = BodySite.objects.select_related("organisation", "home", "site")


@require_safe
def on_own_host(request: HttpRequest, path: str = "") -> HttpResponse:
    """Serve a body's page on its host; send every other path to the hub."""
    place: Place = request.content_place  # type: ignore[attr-defined]  # the middleware set it
    try:
        return served(request, place, path)
    except Http404:
        return HttpResponseRedirect(f"{addresses.hub_root()}{request.get_full_path()}")


@require_safe
def below_hub(request: HttpRequest, slug: str, path: str = "") -> HttpResponse:
    """Serve a body's page on the hub's host. The hub's own pages have a shorter address."""
    site = get_object_or_404(SITES, organisation__slug=slug)
    if site.organisation.is_hub:
        return HttpResponseRedirect(f"{addresses.HUB_PREFIX}{path}")
    return served(request, place_of(site), path)


@require_safe
def hub_page(request: HttpRequest, path: str = "") -> HttpResponse:
    """Serve a page of the hub."""
    site = get_object_or_404(SITES, organisation__slug="hub")
    return served(request, place_of(site), path)


def served(request: HttpRequest, place: Place, path: str) -> HttpResponse:
    """Serve the published page at ``path``, and keep it for the next visitor where it is the same for all."""
    now = clock.now()
    key = None if _is_personal(request, place) else page_cache.key_of(request, place.organisation.slug, place.prefix)
    if key and (kept := page_cache.find(key, place.organisation.pk, now)):
        return kept
    page = _open_page(place, path, now)
    request.content_place = place  # type: ignore[attr-defined]  # pages ask where they are shown
    response: Any = page.serve(request)
    if hasattr(response, "render"):
        response = response.render()
    if key and response.status_code == 200:
        keep = partial(page_cache.keep, key, place.organisation.pk, now=now, holds_until=publishing.next_boundary(now))
        if place.own_host:
            request.keep_answer = keep  # type: ignore[attr-defined]  # with the headers it will have: the middleware does
        else:
            keep(response)
    return response  # type: ignore[no-any-return]  # Wagtail is Any


def _open_page(place: Place, path: str, now: dt.datetime) -> BodyPage:
    if not path:
        opened: Any = place.home if place.home.live else None
    else:
        found = Page.objects.filter(url_path=f"{place.home.url_path}{path}", live=True).exclude(expire_at__lte=now)
        opened = found.specific().first()
    if not isinstance(opened, BodyPage):
        raise Http404
    return opened


def _is_personal(request: HttpRequest, place: Place) -> bool:
    """Tell whether the frame shows something of the reader's: the hub's does, a body's does not."""
    return place.organisation.is_hub or bool(getattr(request, "is_preview", False))
