"""Quantities that bind, under which condition, and what followed at the deadline."""

from typing import Any

from django.db import models
from django.db.models import Q

from commons.tenancy.private import OwnedByOrganisation, manager_for

from .demand import SharedWithHub
from .line import LineItem
from .procurement import JointProcurement


class Commitment(OwnedByOrganisation):
    """A quantity of a line that the body bound itself to. Rows are only added: the highest revision counts.

    The body and the hub read it. Its condition is in a row of its own, which the hub does not read.
    """

    procurement = models.ForeignKey(JointProcurement, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(LineItem, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(help_text="1, 2, 3 … of the body's commitments to this procurement")
    quantity = models.PositiveBigIntegerField(help_text="0 where a later revision takes the line back")
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    receipt_number = models.CharField(max_length=60)

    objects: Any = manager_for(SharedWithHub)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        ordering = ["revision", "line"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "line", "revision"], name="procurement_one_commitment_per_revision"
            )
        ]
        indexes = [models.Index(fields=["procurement", "line"], name="procurement_commitments")]

    def __str__(self) -> str:
        return f"commitment {self.pk}"


class CommitmentLimit(OwnedByOrganisation):
    """The maximum unit price of a commitment, yen excluding tax: above it the body is not bound. Its own alone."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    maximum_unit_price = models.PositiveBigIntegerField()

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["commitment"], name="procurement_one_limit_per_commitment"),
            models.CheckConstraint(condition=Q(maximum_unit_price__gte=1), name="procurement_limits_are_positive"),
        ]

    def __str__(self) -> str:
        return f"limit {self.pk}"


class LineResult(models.Model):
    """The tier at which a line came about. Shared: no sum stands here, for beside a cut it would tell who fell out."""

    line = models.OneToOneField(LineItem, on_delete=models.PROTECT, related_name="result")
    unit_price = models.PositiveBigIntegerField(help_text="yen, excluding tax")
    from_quantity = models.PositiveBigIntegerField(help_text="the tier's minimum total")
    resolved_at = models.DateTimeField()

    class Meta:
        ordering = ["line"]

    def __str__(self) -> str:
        return f"result of line {self.line_id}"


class BoundQuantity(OwnedByOrganisation):
    """What a body is bound to in the end; 0 where the price lies above its maximum. The body and the hub read it."""

    result = models.ForeignKey(LineResult, on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveBigIntegerField()

    objects: Any = manager_for(SharedWithHub)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        ordering = ["result"]
        constraints = [
            models.UniqueConstraint(fields=["result", "organisation"], name="procurement_one_bound_quantity"),
        ]

    def __str__(self) -> str:
        return f"bound quantity {self.pk}"
