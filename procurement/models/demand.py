"""What a body answers to a survey. Private: the body and the hub read it, and nobody else."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.tenancy.private import OwnedByOrganisation, PrivateQuerySet, manager_for
from commons.tenancy.scopes import Scope
from commons.values.validators import no_control_characters_in_text
from procurement.states import Stance, State

from .line import LineItem
from .procurement import JointProcurement, runs_procurements


class SharedWithHub(PrivateQuerySet[Any]):
    """Rows of one body that hub officers read too: quantities and wanted dates, never a price."""

    def visible_to(self, scope: Scope) -> Self:
        """Keep the body's own rows; all for hub officers."""
        return self.all() if runs_procurements(scope) else super().visible_to(scope)


class DemandResponse(OwnedByOrganisation):
    """A body's answer to a survey: not binding, and changed as often as wanted until the deadline."""

    procurement = models.ForeignKey(JointProcurement, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(_("prospect"), max_length=12, choices=Stance.choices)
    wanted_on = models.DateField(_("wanted on"), null=True, blank=True)
    remark = models.TextField(_("remark"), max_length=1000, blank=True, validators=[no_control_characters_in_text])
    revision = models.PositiveIntegerField(default=1, help_text="counts changes; stands in the receipt number")
    first_answered_at = models.DateTimeField()
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)

    objects: Any = manager_for(SharedWithHub)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["organisation", "procurement"], name="procurement_one_answer_per_body"),
        ]
        indexes = [models.Index(fields=["procurement", "organisation"], name="procurement_answers")]

    def __str__(self) -> str:
        return f"answer {self.pk}"  # neither owner nor figure: this text reaches logs and tracebacks


class DemandLine(OwnedByOrganisation):
    """How much of one line a body would want."""

    response = models.ForeignKey(DemandResponse, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(LineItem, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveBigIntegerField()

    objects: Any = manager_for(SharedWithHub)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "line"], name="procurement_one_quantity_per_line"),
        ]

    def __str__(self) -> str:
        return f"line {self.pk} of an answer"


class Reminder(OwnedByOrganisation):
    """A 催促 that the hub sent to a body. Its owner is the hub: who has not answered is nobody else's business."""

    procurement = models.ForeignKey(JointProcurement, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("tenancy.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices)
    sent_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "body", "sent_on"], name="procurement_one_reminder_a_day"),
            models.CheckConstraint(condition=~Q(state=""), name="procurement_reminders_name_a_state"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"
