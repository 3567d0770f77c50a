"""Who acts for a body."""

import datetime as dt

from commons.accounts.models import Membership
from commons.tenancy.scopes import Scope

SOON = dt.timedelta(days=60)


def people_of(scope: Scope, *, day: dt.date) -> list[tuple[Membership, bool]]:
    """List the body's roles that hold on ``day`` or later, each with whether it ends within two months: one query."""
    rows = Membership.objects.filter(organisation_id=scope.organisation_id or 0).exclude(valid_until__lt=day)
    ordered = rows.select_related("user").order_by("department", "user__kana", "user__name", "role", "pk")
    return [(held, held.valid_until is not None and held.valid_until <= day + SOON) for held in ordered]


def one_of(scope: Scope, pk: int, *, day: dt.date) -> Membership | None:
    """Return one of them; ``None`` for another body's, or one that has ended."""
    rows = Membership.objects.filter(organisation_id=scope.organisation_id or 0).exclude(valid_until__lt=day)
    return rows.select_related("user").filter(pk=pk).first()
