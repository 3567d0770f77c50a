"""When daily mails are due: the tick asks."""

import datetime as dt

from commons.events import announce
from commons.events.due import Due, DueKind
from commons.values import clock
from commons.values.ref import Ref

from .events import DigestDue
from .models import Notice

PERSON_KIND = "accounts.person"
HOUR = 8  # before the counters open


def last_moment(now: dt.datetime) -> dt.datetime:
    """Return the latest 8:00 in Japan that is not after ``now``."""
    local = now.astimezone(clock.JST)
    today = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return today if today <= local else today - dt.timedelta(days=1)


def find(now: dt.datetime) -> list[Due]:
    """List who has something to be told by the latest daily mail: one query, and one mail after a pause of days."""
    moment = last_moment(now)
    waiting = Notice.objects.waiting_for_daily_mail(moment)
    people = waiting.order_by("person_id").values_list("person_id", flat=True).distinct()
    return [Due(Ref(PERSON_KIND, str(person_id)), moment) for person_id in people]


def act(person: Ref, at: dt.datetime) -> None:
    """Hand over to the handler outside: no transaction may be open while a mail goes."""
    announce(DigestDue(subject=person, at=at.astimezone(dt.UTC).isoformat()))


DAILY_MAIL = DueKind(name="notifications.daily", find=find, act=act)
