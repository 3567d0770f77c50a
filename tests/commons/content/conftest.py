"""Sites of three bodies, and pages on them."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from commons.content import sites
from commons.content.models import BodySite, NoticePage, SectionPage
from commons.tenancy import scopes
from commons.values import clock

SLUGS = ["hub", "toshima-mura", "setagaya"]


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    """Keep uploads in the test's folder, and nothing in the cache."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def three_sites(db: None) -> dict[str, BodySite]:
    """Make the sites of the hub, a village and a ward."""
    with scopes.system("test"):
        sites.make(SLUGS)
    return {site.organisation.slug: site for site in BodySite.objects.select_related("organisation", "home")}


def section(slug: str, name: str = "notices") -> SectionPage:
    """Return a section of a body's site."""
    home = BodySite.objects.get(organisation__slug=slug).home
    found: SectionPage = SectionPage.objects.child_of(home).get(slug=name)
    return found


def notice(body: str, title: str, /, *, live: bool = True, **fields: Any) -> NoticePage:
    """Write a notice on a body's site: published, or a draft."""
    with scopes.system("test"):
        page: NoticePage = section(body).add_child(instance=NoticePage(title=title, live=False, **fields))
        revision = page.save_revision()
        if live:
            with clock.unit_of_work():
                revision.publish()
    page = NoticePage.objects.get(pk=page.pk)
    return page
