"""Pages that go live, and go, at their minute of business time.

Wagtail keeps both moments, and brings a command for a clock of the machine. Here the tick asks for them, so that each
has its effect once, and the demonstration's clock moves them.
"""

import datetime as dt

from wagtail.models import Page, Revision

from commons.events.due import Due, DueKind
from commons.values.ref import Ref

from .events import PAGE_KIND


def _going_live(now: dt.datetime) -> list[Due]:
    waiting = Revision.page_revisions.filter(approved_go_live_at__lte=now)
    return [Due(Ref(PAGE_KIND, pk), at) for pk, at in waiting.values_list("object_id", "approved_go_live_at")]


def _go_live(page: Ref, at: dt.datetime) -> None:
    for revision in Revision.page_revisions.filter(object_id=page.public_id, approved_go_live_at=at):
        revision.publish(log_action="wagtail.publish.scheduled")


def _expiring(now: dt.datetime) -> list[Due]:
    ended = Page.objects.filter(live=True, expire_at__lte=now)
    return [Due(Ref(PAGE_KIND, str(pk)), at) for pk, at in ended.values_list("pk", "expire_at")]


def _expire(page: Ref, at: dt.datetime) -> None:
    for found in Page.objects.filter(pk=page.public_id, live=True, expire_at=at).specific():
        found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


GO_LIVE = DueKind("content.go_live", find=_going_live, act=_go_live)
EXPIRE = DueKind("content.expire", find=_expiring, act=_expire)


def next_boundary(moment: dt.datetime) -> dt.datetime | None:
    """Return when, after ``moment``, a page next goes live or goes: one query."""
    begins = Revision.page_revisions.filter(approved_go_live_at__gt=moment).values_list("approved_go_live_at")
    ends = Page.objects.filter(live=True, expire_at__gt=moment).order_by().values_list("expire_at")
    found: list[dt.datetime] = [at for (at,) in begins.order_by().union(ends)]
    return min(found, default=None)
