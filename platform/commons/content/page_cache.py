"""Pages kept for visitors.

A key names the body, so that no body's page is ever answered for another's. An entry says for how long of business time
it holds: from when it was made until the next page of any body goes live or goes. So a clock that jumps needs to empty
nothing. A body's mark changes with every publication, and entries with another mark count for nothing.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

LIFETIME = 60 * 60  # seconds of the machine's time; an entry nobody asks for goes
KEPT_HEADERS = ("Content-Type", "Content-Language", "Content-Security-Policy", "X-Frame-Options")


@dataclass(frozen=True)
class Entry:
    """An answer, and the business time in which it holds."""

    mark: str
    made_at: dt.datetime
    holds_until: dt.datetime | None
    content: bytes
    headers: tuple[tuple[str, str], ...]

    def holds(self, mark: str, now: dt.datetime) -> bool:
        """Tell whether the answer is still right."""
        return self.mark == mark and self.made_at <= now and (self.holds_until is None or now < self.holds_until)


def key_of(request: HttpRequest, slug: str, place: str) -> str | None:
    """Return the key of a page; ``None`` where it is not kept: a query that no link of ours has."""
    if request.method not in {"GET", "HEAD"} or request.GET.keys() - {"page", "lang"}:
        return None
    language = getattr(request, "LANGUAGE_CODE", "ja")
    page = request.GET.get("page", "1")
    if len(request.path) > 500 or not page.isdecimal() or len(page) > 4:
        return None
    return f"content:{slug}:{place}:{language}:{page}:{uuid.uuid5(uuid.NAMESPACE_URL, request.path).hex}"


def find(key: str, organisation_id: int, now: dt.datetime) -> HttpResponse | None:
    """Return the kept answer, if it holds."""
    mark_key = _mark_key(organisation_id)
    found = cache.get_many([key, mark_key])
    entry = found.get(key)
    if not isinstance(entry, Entry) or not entry.holds(found.get(mark_key, ""), now):
        return None
    return HttpResponse(entry.content, headers=dict(entry.headers))


def keep(
    key: str, organisation_id: int, response: HttpResponse, *, now: dt.datetime, holds_until: dt.datetime | None
) -> None:
    """Keep an answer."""
    headers = tuple((name, response.headers[name]) for name in KEPT_HEADERS if name in response.headers)
    mark = cache.get(_mark_key(organisation_id), "")
    cache.set(key, Entry(mark, now, holds_until, response.content, headers), LIFETIME)


def forget(organisation_id: int) -> None:
    """Let nothing that was kept of a body hold any longer."""
    cache.set(_mark_key(organisation_id), uuid.uuid4().hex, None)


def _mark_key(organisation_id: int) -> str:
    return f"content:mark:{organisation_id}"
