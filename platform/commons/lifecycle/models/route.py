"""Who approves what in a body, and who stands in for whom."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commons.tenancy.private import OwnedByOrganisation, PrivateQuerySet, manager_for

MOST_STEPS = 3


class Route(OwnedByOrganisation):
    """One to three ordered steps for a kind of thing and a department; an empty one means every one."""

    kind = models.CharField(_("kind of thing"), max_length=60, blank=True)
    department = models.CharField(_("department"), max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        ordering = ["kind", "department", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "department"], name="lifecycle_one_route_per_kind_and_department"
            )
        ]

    def __str__(self) -> str:
        return f"route {self.pk}"


class RouteStep(OwnedByOrganisation):
    """One step: a certain approver, or any."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    approver = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True, help_text="none: any approver"
    )

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        ordering = ["route", "position"]
        constraints = [
            models.UniqueConstraint(fields=["route", "position"], name="lifecycle_one_route_step_per_position"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_STEPS), name="lifecycle_route_has_three_steps_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.position} of route {self.route_id}"


class DeputyQuerySet(PrivateQuerySet["Deputy"]):
    """Read aloud: deputies on a day."""

    def on(self, day: dt.date) -> Self:
        """Keep those named for ``day``; both ends count."""
        return self.filter(valid_from__lte=day, valid_until__gte=day)

    def not_over(self, day: dt.date) -> Self:
        """Keep those that hold on ``day`` or later."""
        return self.filter(valid_until__gte=day)


class Deputy(OwnedByOrganisation):
    """代決: an approver who stands in for another one for some days."""

    approver = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField(_("first day"))
    valid_until = models.DateField(_("last day"))
    named_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects: Any = manager_for(DeputyQuerySet)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="lifecycle_deputy_period"),
            models.CheckConstraint(condition=~Q(approver=F("deputy")), name="lifecycle_nobody_is_their_own_deputy"),
        ]

    def __str__(self) -> str:
        return f"deputy {self.pk}"
