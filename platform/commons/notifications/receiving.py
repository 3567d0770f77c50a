"""Who is told."""

from collections.abc import Iterable

from django.db.models import Q

from commons.accounts.models import Membership, Role
from commons.tenancy.models import Organisation
from commons.values import clock


def recipients(organisation_ids: Iterable[int], roles: Iterable[str]) -> list[int]:
    """Return the ids of the people who hold one of ``roles`` in one of the bodies today: one query.

    The role of a hub officer counts in the hub alone, whatever a row says.
    """
    held = Membership.objects.valid_on(clock.today()).filter(
        organisation_id__in=list(organisation_ids), role__in=[str(role) for role in roles], user__is_active=True
    )
    held = held.exclude(Q(role=Role.HUB_OFFICER) & ~Q(organisation__kind=Organisation.Kind.HUB))
    return list(held.order_by("user_id").values_list("user_id", flat=True).distinct())
