"""For whom a person acts, in which role, until when."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What a member may do for their body. Hub power is the role HUB_OFFICER, never membership of the hub."""

    CLERK = "clerk", _("Clerk")
    APPROVER = "approver", _("Approver")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Administrator")
    HUB_OFFICER = "hub_officer", _("Hub officer")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Read aloud: memberships valid on a day."""

    def valid_on(self, day: dt.date) -> Self:
        """Keep those in force on ``day`` (both ends included)."""
        return self.filter(Q(valid_from__lte=day), Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class Membership(models.Model):
    """A role that a person holds in a body for a time. Staff rotate: roles expire and are handed over."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey("tenancy.Organisation", on_delete=models.PROTECT, related_name="memberships")
    department = models.CharField(_("department"), max_length=80, blank=True)
    title = models.CharField(pgettext_lazy("person", "title"), max_length=40, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    valid_from = models.DateField(pgettext_lazy("membership", "valid from"))
    valid_until = models.DateField(pgettext_lazy("membership", "valid until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__code", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "valid_from"], name="accounts_one_membership_per_role_and_start"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="accounts_membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_role_display()}"
