"""Count queries and CPU of a body's pages beside a bare render, and of a kept page beside a bare answer."""

import os
import sys
from typing import Any

from deploy import steps
from deploy.places import VAR, say

NOTICES = 100
QUERIES = 8  # limit of home and list, for a visitor
RATIO = 12.0  # limit of CPU against a bare render, which is small: a millisecond or two
KEPT_RATIO = 1.5  # limit of CPU of a kept page against a bare answer
HOST = "chofu.localhost"
PAGES = (("home", "/"), ("notices", "/notices/"))
UNKEPT = "?bench=1"  # an address that no link has is not kept


def main() -> int:
    """Fill, measure, print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commons.config.settings.dev")
    for left in VAR.glob("db.sqlite3*"):
        left.unlink()
    steps.prepare(steps.TRANSLATIONS, steps.DATABASE, steps.STATIC)
    import django

    django.setup()
    from deploy.bench_catalogue import measure

    _fill()
    print(f"{'content':<10} {'queries':>8} {'CPU ms':>8} {'bare ms':>8} {'ratio':>6}")
    passed = True
    for name, path in PAGES:
        queries, page, bare = measure(f"/m/chofu{path}{UNKEPT}")
        print(f"{name:<10} {queries:>8} {page * 1000:>8.1f} {bare * 1000:>8.1f} {page / bare:>6.2f}")
        passed &= queries <= QUERIES and page / bare <= RATIO
    kept, bare = _kept_and_bare()
    print(f"{'kept home':<10} {'':>8} {kept * 1000:>8.2f} {bare * 1000:>8.2f} {kept / bare:>6.2f}")
    passed &= kept / bare <= KEPT_RATIO
    limits = f"{QUERIES} queries, {RATIO:.0f} times a bare render, a kept page {KEPT_RATIO} times a bare answer"
    say(f"Limits ({limits}): {'kept' if passed else 'MISSED'}")
    return 0 if passed else 1


def _fill() -> None:
    """Publish notices on one body's site."""
    from commons.content.models import BodySite, NoticePage, SectionPage
    from commons.tenancy import scopes
    from commons.values import clock

    with scopes.system("filling the bench"):
        home = BodySite.objects.get(organisation__slug="chofu").home
        section = SectionPage.objects.child_of(home).get(slug="notices")
        for number in range(NOTICES):
            section.add_child(
                instance=NoticePage(
                    title=f"窓口の手続についてのお知らせ 第{number}号",
                    slug=f"notice-{number}",
                    category="暮らし",
                    first_published_at=clock.now(),
                )
            )


def _kept_and_bare() -> tuple[float, float]:
    """Return the CPU seconds of a kept page on its body's host, and of an answer of the same bytes without any page."""
    from django.http import HttpResponse
    from django.test import Client, override_settings
    from django.urls import path

    from deploy.bench_catalogue import least

    body = Client(headers={"host": HOST})
    content: Any = body.get("/").content

    class Bare:
        urlpatterns = [path("", lambda request: HttpResponse(content))]

    kept = least(lambda: body.get("/"))
    hub = Client(headers={"host": "localhost"})
    with override_settings(ROOT_URLCONF=Bare):
        return kept, least(lambda: hub.get("/"))


if __name__ == "__main__":
    sys.exit(main())
