"""What stands around a page: whose site it is, where its links lead, what is beside and below it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from commons.tenancy.models import Organisation

from . import addresses
from .models import BodyPage, BodySite, HomePage, NoticePage, SectionPage

NEWS = 5  # notices on a home page
PER_PAGE = 20


@dataclass(frozen=True)
class Place:
    """A site as it is asked for: on the body's own host, or on the hub's below a prefix."""

    organisation: Organisation
    home: HomePage
    hostname: str
    prefix: str
    own_host: bool

    @property
    def frame(self) -> str:
        """Return the template of the frame: the hub's own pages stand in the hub's."""
        return "base.html" if self.organisation.is_hub else "content/site.html"

    @property
    def suffix(self) -> str:
        """Return what keeps the language on a host without cookies."""
        return "?lang=en" if self.own_host and (get_language() or "").startswith("en") else ""

    def link(self, page: Page) -> str:
        """Return the address of a page of this site."""
        return f"{self.prefix}{iri_to_uri(page.url_path[len(self.home.url_path) :])}{self.suffix}"

    def canonical(self, page: Page) -> str:
        """Return the one address under which a page is known outside."""
        if self.organisation.is_hub:
            root, path = addresses.of_url_path(page.url_path)
        else:
            root = addresses.root_of(self.organisation.slug, self.hostname)
            path = f"/{iri_to_uri(page.url_path[len(self.home.url_path) :])}"
        return f"{root}{path}"


def place_of(site: BodySite, *, own_host: bool = False) -> Place:
    """Return a site's place on the hub's host, or on its own."""
    if own_host:
        prefix = "/"
    else:
        prefix = addresses.HUB_PREFIX if site.organisation.is_hub else f"/m/{site.organisation.slug}/"
    return Place(site.organisation, site.home, site.site.hostname, prefix, own_host)


def of(page: BodyPage, request: HttpRequest, *, now: dt.datetime) -> dict[str, Any]:
    """Return the context of a page."""
    place = getattr(request, "content_place", None) or _place_of_preview(page)
    at_home = isinstance(page, HomePage)
    context: dict[str, Any] = {
        "page": page,
        "place": place,
        "frame": place.frame,
        "sections": list(sections_of(place, now)),
        "trail": [] if at_home else _trail(page, place, now),
        "canonical": place.canonical(page),
        "request": request,
        "now": now,
    }
    if at_home:
        context["notices"] = list(notices_of(place, now)[:NEWS])
    if isinstance(page, SectionPage):
        context["below"] = _below(page, request, now)
    _fetch_renditions(page)
    return context


def sections_of(place: Place, now: dt.datetime) -> Any:
    """Return the sections that the navigation shows."""
    return SectionPage.objects.child_of(place.home).open_at(now).order_by("path")


def notices_of(place: Place, now: dt.datetime) -> Any:
    """Return the site's notices, the newest first."""
    return NoticePage.objects.descendant_of(place.home).open_at(now).order_by("-first_published_at", "-pk")


def _place_of_preview(page: BodyPage) -> Place:
    site = BodySite.objects.select_related("organisation", "home", "site").get(home__path=page.home_path)
    return place_of(site)


def _trail(page: BodyPage, place: Place, now: dt.datetime) -> list[tuple[str, str]]:
    above = []
    if page.depth > place.home.depth + 1:
        above = list(SectionPage.objects.ancestor_of(page).open_at(now).order_by("path"))
    trail = [(one.shown_title, place.link(one)) for one in above]
    if not place.organisation.is_hub:
        trail.insert(0, (place.home.shown_title, place.link(place.home)))
    return [*trail, (page.shown_title, "")]


def _below(page: SectionPage, request: HttpRequest, now: dt.datetime) -> PageOfList[Any]:
    """Return one page of what stands below; a number that leads nowhere leads to the last."""
    children = Page.objects.child_of(page).filter(live=True).exclude(expire_at__lte=now)
    ordered = children.order_by("-first_published_at", "path").specific()
    return Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))


def _fetch_renditions(page: BodyPage) -> None:
    """Fetch the renditions of all pictures at once: a page with ten asks no more often than one with one."""
    images = [image for body in _bodies(page) for image in _images(body)]
    if images:
        prefetch_related_objects(images, "renditions")


def _bodies(page: BodyPage) -> Iterable[Any]:
    yield page.shown_body
    yield getattr(page, "steps", None) or []


def _images(body: Any) -> Iterable[Any]:
    for block in body:
        if block.block_type in {"figure", "step"} and isinstance(block.value.get("image"), object):
            if image := block.value.get("image"):
                yield image


def kind_of(page: Page) -> str:
    """Return what a page is called: notice, report …"""
    return _(str(page._meta.verbose_name))
