"""A person's deadlines: day by day for the home page, and as a feed for their calendar."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from commons.accounts import acting
from commons.accounts.models import User
from commons.contracts import deadlines
from commons.contracts.deadlines import Entry
from commons.tenancy.scopes import Scope
from commons.values import clock

DAYS = 7
FEED_BACK = dt.timedelta(days=30)
FEED_AHEAD = dt.timedelta(days=400)
_SALT = "commons.desk.calendar-feed"


@dataclass(frozen=True)
class Day:
    """One day of the agenda."""

    date: dt.date
    is_today: bool
    entries: list[Entry]


def week(scope: Scope) -> list[Day]:
    """Return the days from today on that have a deadline within a week; today always."""
    today = clock.today()
    start = dt.datetime.combine(today, dt.time(), tzinfo=clock.JST)
    by_day: dict[dt.date, list[Entry]] = defaultdict(list)
    for entry in deadlines.agenda(scope, start, start + dt.timedelta(days=DAYS)):
        by_day[entry.at.astimezone(clock.JST).date()].append(entry)
    days = sorted({today, *by_day})
    return [Day(day, day == today, by_day[day]) for day in days]


def token_for(scope: Scope, user: User) -> str:
    """Return the secret part of a feed's address, for a person and the body they act for.

    A new password makes the old address void.
    """
    return signing.dumps([user.pk, scope.organisation_id, _mark(user)], salt=_SALT)


def scope_of(token: str) -> Scope | None:
    """Return for whom a feed's address was made, with the roles that they hold there today; ``None`` for a void one."""
    try:
        user_id, organisation_id, mark = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not constant_time_compare(mark, _mark(user)):
        return None
    choices = acting.choices_of(user, day=clock.today(), chosen=organisation_id)
    return next(
        (
            Scope("member", user_id=user.pk, organisation_id=choice.organisation.pk, roles=choice.roles)
            for choice in choices
            if choice.current
        ),
        None,
    )


def calendar(scope: Scope, *, base_url: str) -> bytes:
    """Write a scope's deadlines as iCalendar (RFC 5545): a moved one keeps its UID and counts up its SEQUENCE."""
    now = clock.now()
    feed = Calendar()
    feed.add("prodid", "-//Tokyo Commons//Deadlines//JA")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", _("Deadlines in Tokyo Commons"))
    feed.add("x-wr-timezone", "Asia/Tokyo")
    for entry in deadlines.agenda(scope, now - FEED_BACK, now + FEED_AHEAD):
        event = Event()
        event.add("uid", f"{entry.about}:{entry.what}@{settings.HUB_HOST}")
        event.add("sequence", entry.moved)
        event.add("dtstamp", now.astimezone(dt.UTC))
        event.add("dtstart", entry.at.astimezone(clock.JST))
        event.add("summary", str(entry.title))
        event.add("url", f"{base_url}{entry.url}")
        feed.add_component(event)
    feed.add_missing_timezones()
    return bytes(feed.to_ical())


def _mark(user: User) -> str:
    return salted_hmac(_SALT, user.password, algorithm="sha256").hexdigest()[:16]
