"""What a hub officer entered of a body's decision on paper. The hub's own row: it tells nothing of the request."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commons.tenancy.private import OwnedByOrganisation
from commons.values.ref import Ref
from commons.values.validators import no_control_characters


class PaperEntry(OwnedByOrganisation):
    """The number, the day and the title that stand on a paper, and whether they met a request that still waited."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Being entered")
        TAKEN = "taken", _("Entered")
        TOO_LATE = "too_late", _("Not entered: the request no longer waited")

    body = models.ForeignKey("tenancy.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    request_ref = models.CharField(max_length=120, help_text="a Ref: kind:public id")
    decided_on = models.DateField()
    decider_title = models.CharField(max_length=80, validators=[no_control_characters])
    scan = models.ForeignKey("files.Document", on_delete=models.PROTECT, related_name="+", null=True)
    entered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"paper entry {self.pk}"

    @property
    def public_id(self) -> str:
        """Return the request's public id."""
        return Ref.parse(self.request_ref).public_id
