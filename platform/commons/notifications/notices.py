"""Write, read, mark and forget notices."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from commons.accounts.models import Membership
from commons.events import announce
from commons.tenancy.scopes import Scope
from commons.values import clock
from commons.values.ref import Ref

from . import messages
from .events import NoticeWritten
from .models import Notice
from .models.notice import KEPT_FOR

AT_ONCE = 500  # rows: on SQLite a deletion holds the one write lock


class NoticeLost(RuntimeError):
    """A number was drawn twice. The delivery's next try draws another."""


def notify(
    kind: str,
    *,
    to: Iterable[int],
    subject: Ref,
    params: Mapping[str, Any] | None = None,
    key: str,
    organisation_id: int | None = None,
) -> int:
    """Tell people once for each ``key``; return how many were told now. Called in a database handler.

    ``organisation_id`` names the body that alone is concerned: the notice disappears for who has no role there any
    more. The number of queries grows with those told only by one announcement each, which is what makes each mail
    independent of the others.
    """
    message = messages.find(kind)
    if message is None:
        raise LookupError(f"no message is called {kind!r}")
    people = sorted(set(to))
    told = set(Notice.objects.filter(key=key, person_id__in=people).values_list("person_id", flat=True))
    fresh = [person_id for person_id in people if person_id not in told]
    if not fresh:
        return 0
    ids = dict(params or {})
    shared = {
        "key": key,
        "kind": kind,
        "subject": str(subject),
        "params": ids,
        "organisation_id": organisation_id,
        "lines": _in_every_language(message, subject, ids),
        "url": message.url(subject, ids),
        "at": clock.now(),
    }
    drafts = [Notice(person_id=person_id, **shared) for person_id in fresh]
    Notice.objects.bulk_create(drafts, ignore_conflicts=True)
    return _announce(drafts, key, fresh)


def of(scope: Scope) -> Any:
    """Return the notices of the last half year for the person in ``scope``, the latest first; none for a visitor."""
    if scope.user_id is None:
        return Notice.objects.none()
    mine = Notice.objects.filter(person_id=scope.user_id).recent(clock.now())
    return mine.filter(still_concerns(scope.user_id))


def still_concerns(user_id: int) -> Q:
    """Return the condition that a notice concerns no single body, or one in which the person has a role today."""
    held = Membership.objects.valid_on(clock.today()).filter(user_id=user_id).values("organisation_id")
    return Q(organisation=None) | Q(organisation__in=held)


def unseen_count(scope: Scope) -> int:
    """Count what the person has not marked as seen: one query, none for a visitor."""
    return int(of(scope).unseen().count()) if scope.user_id is not None else 0


def mark_seen(scope: Scope, *, number: str | None = None, up_to: int | None = None) -> int:
    """Mark one notice, or all that were there when the page was drawn (``up_to`` the newest id); return how many."""
    rows = of(scope).unseen()
    if number is not None:
        rows = rows.filter(number=number)
    elif up_to is not None:
        rows = rows.filter(pk__lte=up_to)
    marked: int = rows.update(seen_at=clock.now())
    return marked


def purge() -> int:
    """Forget notices of half a year ago, seen or not; return how many. Work for the system's scope."""
    old = list(Notice.objects.filter(at__lte=clock.now() - KEPT_FOR).values_list("pk", flat=True)[:AT_ONCE])
    if old:
        Notice.objects.filter(pk__in=old).delete()
    return len(old)


def _in_every_language(message: messages.Message, subject: Ref, params: dict[str, Any]) -> dict[str, str]:
    """Write the text now, so that a list of notices asks no house for each of its rows."""
    lines = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            lines[language] = str(message.line(subject, params))
    return lines


def _announce(drafts: list[Notice], key: str, people: list[int]) -> int:
    """Announce those of ours that were written: of two at the same moment the database lets one through."""
    rows = Notice.objects.filter(key=key, person_id__in=people).values_list("person_id", "number")
    written = dict(rows)
    if written.keys() != set(people):
        raise NoticeLost(key)
    ours = [draft for draft in drafts if written[draft.person_id] == draft.number]
    for draft in ours:
        announce(NoticeWritten(subject=draft.ref))
    return len(ours)
