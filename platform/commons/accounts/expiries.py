"""When roles begin and end."""

import datetime as dt

from django.db.models import Min, Q

from commons.values import clock

from .models import Membership

ONE_DAY = dt.timedelta(days=1)


def next_boundary(after: dt.datetime) -> dt.datetime | None:
    """Return the next midnight in Japan at which somebody's role begins or, after its last day, ends."""
    day = after.astimezone(clock.JST).date()
    found = Membership.objects.aggregate(
        begins=Min("valid_from", filter=Q(valid_from__gt=day)), last=Min("valid_until", filter=Q(valid_until__gte=day))
    )
    days = [each for each in (found["begins"], found["last"] and found["last"] + ONE_DAY) if each]
    return dt.datetime.combine(min(days), dt.time(), tzinfo=clock.JST) if days else None
