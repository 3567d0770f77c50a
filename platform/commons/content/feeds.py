"""What machines read of a site: the map of its pages and the feed of its notices. They know published pages alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import feedgenerator
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from commons.values import clock

from .serving import SITES
from .surroundings import Place, notices_of, place_of

ENTRIES = 30


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the published pages of the body whose host this is."""
    return _sitemap(request.content_place)  # type: ignore[attr-defined]  # the middleware set it


@require_safe
def hub_sitemap(request: HttpRequest) -> HttpResponse:
    """List the hub's published pages."""
    return _sitemap(place_of(get_object_or_404(SITES, organisation__slug="hub")))


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Feed the notices of the body whose host this is."""
    return _feed(request.content_place)  # type: ignore[attr-defined]  # the middleware set it


@require_safe
def notices_below_hub(request: HttpRequest, slug: str) -> HttpResponse:
    """Feed a body's notices on the hub's host."""
    return _feed(place_of(get_object_or_404(SITES, organisation__slug=slug)))


@require_safe
def hub_notices(request: HttpRequest) -> HttpResponse:
    """Feed the hub's notices."""
    return _feed(place_of(get_object_or_404(SITES, organisation__slug="hub")))


def _sitemap(place: Place) -> HttpResponse:
    """Answer with addresses and the moment of the last publication: a draft that is newer leaves no trace."""
    now = clock.now()
    pages = Page.objects.descendant_of(place.home, inclusive=True).filter(live=True).exclude(expire_at__lte=now)
    entries = [(place.canonical(page), page.last_published_at) for page in pages.order_by("path")]
    return HttpResponse(
        render_to_string("content/sitemap.xml", {"entries": entries}), content_type="application/xml; charset=utf-8"
    )


def _feed(place: Place) -> HttpResponse:
    """Answer with the newest notices, in the language in which they are written."""
    with override("ja"):
        feed: Any = feedgenerator.Rss201rev2Feed(
            title=place.home.title,
            link=place.canonical(place.home),
            description=place.home.summary or place.home.title,
            language="ja",
        )
        for notice in notices_of(place, clock.now())[:ENTRIES]:
            address = place.canonical(notice)
            feed.add_item(
                title=notice.title,
                link=address,
                description=notice.summary,
                unique_id=address,
                pubdate=notice.first_published_at,
                categories=[notice.category] if notice.category else None,
            )
        return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
