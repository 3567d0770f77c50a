"""Who takes part, and with how much. That a body takes part is known to all bodies; its figures are its own."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.tenancy.private import OwnedByOrganisation, PrivateQuerySet, manager_for
from commons.tenancy.scopes import Scope
from commons.values.ref import Ref
from procurement.states import AWARD_MADE, STANDINGS, Standing

from .demand import SharedWithHub
from .line import LineItem
from .procurement import JointProcurement, runs_procurements

PARTICIPATION_KIND = "procurement.participation"


class ParticipationQuerySet(PrivateQuerySet["Participation"]):
    """Read aloud: participations that stand."""

    def visible_to(self, scope: Scope) -> Self:
        """Keep what ``scope`` may know: every body and the hub know who takes part, the public after the award."""
        if runs_procurements(scope) or scope.kind == "member":
            return self.all()
        return self.filter(procurement__state__in=AWARD_MADE, state=Standing.TAKING_PART)

    def standing(self) -> Self:
        """Keep bodies that take part now."""
        return self.filter(state=Standing.TAKING_PART)

    def own(self, scope: Scope) -> Self:
        """Keep those of the body at work."""
        return self._of_owner(scope)


class Participation(OwnedByOrganisation):
    """That a body takes part. The row comes into being when its approver grants it; no figure stands here."""

    procurement = models.ForeignKey(JointProcurement, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=Standing.choices, default=Standing.TAKING_PART)
    state_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1, help_text="counts grants; stands in the receipt number")
    receipt_number = models.CharField(_("receipt number"), max_length=60, unique=True)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)

    TRANSITIONS = STANDINGS

    objects: Any = manager_for(ParticipationQuerySet)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "procurement"], name="procurement_one_participation_per_body"
            ),
        ]
        indexes = [models.Index(fields=["procurement", "state"], name="procurement_taking_part")]

    def __str__(self) -> str:
        return f"participation {self.pk}"

    @property
    def ref(self) -> Ref:
        """Return its name for the log and the outbox."""
        return Ref(PARTICIPATION_KIND, self.receipt_number)


class ParticipationTerms(OwnedByOrganisation):
    """What a body said with its participation besides quantities, as granted; private to it and the hub."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    wanted_on = models.DateField(null=True, blank=True)
    remark = models.TextField(max_length=1000, blank=True)
    withdrawn_because = models.CharField(max_length=400, blank=True)

    objects: Any = manager_for(SharedWithHub)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["participation"], name="procurement_one_set_of_terms")]

    def __str__(self) -> str:
        return f"terms of participation {self.participation_id}"


class ParticipationFigure(OwnedByOrganisation):
    """An approved quantity of a line from a moment on. Rows are only added: the last one counts, 0 after a withdrawal.

    So the sum as of any moment can be told, whenever it is asked for.
    """

    procurement = models.ForeignKey(JointProcurement, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(LineItem, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveBigIntegerField()
    since = models.DateTimeField()

    objects: Any = manager_for(SharedWithHub)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["procurement", "line", "since"], name="procurement_figures")]

    def __str__(self) -> str:
        return f"figure {self.pk}"


class PublishedCut(models.Model):
    """A sum as others see it, as of a moment. Shared, so it holds nothing that may not be shown.

    ``bodies`` is empty under 3 bodies, ``total`` under 4: each of 4 faces 3 others.
    """

    class Occasion(models.TextChoices):
        MIDNIGHT = "midnight", _("midnight")
        DEADLINE = "deadline", _("deadline")

    line = models.ForeignKey(LineItem, on_delete=models.CASCADE, related_name="cuts")
    taken_at = models.DateTimeField()
    occasion = models.CharField(max_length=10, choices=Occasion.choices)
    state = models.CharField(max_length=20)
    bodies = models.PositiveIntegerField(null=True)
    total = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["line", "-taken_at"]
        constraints = [
            models.UniqueConstraint(fields=["line", "taken_at"], name="procurement_one_cut_per_moment"),
            models.CheckConstraint(
                condition=Q(bodies__isnull=True) | Q(bodies__gte=3), name="procurement_no_count_under_3"
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(bodies__gte=4), name="procurement_no_sum_under_4"
            ),
        ]

    def __str__(self) -> str:
        return f"cut {self.pk}"


class CutFigure(OwnedByOrganisation):
    """What one body had in a cut: its own page tells its share apart, and the next cut is held against it."""

    cut = models.ForeignKey(PublishedCut, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveBigIntegerField()

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["cut", "organisation"], name="procurement_one_share_per_cut")]

    def __str__(self) -> str:
        return f"share of cut {self.cut_id}"
