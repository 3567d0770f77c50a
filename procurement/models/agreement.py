"""What is asked about the specification, what all agree on, and which bodies signed it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commons.tenancy.private import OwnedByOrganisation, manager_for
from commons.values.ref import Ref
from commons.values.validators import no_control_characters_in_text

from .demand import SharedWithHub
from .line import SpecVersion
from .procurement import JointProcurement
from .version import WrittenOnce

AGREEMENT_KIND = "procurement.agreement"


class SpecQuestion(models.Model):
    """A question about the specification and the hub's answer. Every body reads both; who asked stands nowhere here."""

    procurement = models.ForeignKey(JointProcurement, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField(help_text="1, 2, 3 … within the procurement")
    text = models.TextField(_("question"), max_length=1000, validators=[no_control_characters_in_text])
    asked_at = models.DateTimeField()
    answer = models.TextField(_("answer"), max_length=2000, blank=True, validators=[no_control_characters_in_text])
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["procurement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="procurement_one_question_per_number")
        ]

    def __str__(self) -> str:
        return f"question {self.number} of {self.procurement_id}"

    @property
    def is_answered(self) -> bool:
        """Tell whether the hub has answered."""
        return self.answered_at is not None


class AskedQuestion(OwnedByOrganisation):
    """Which body asked. Its own alone: not even the hub needs it to answer all."""

    question = models.ForeignKey(SpecQuestion, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["question"], name="procurement_one_asker_per_question")]

    def __str__(self) -> str:
        return f"asker of question {self.question_id}"


class Agreement(WrittenOnce):
    """協定: the version of the specification that is frozen with its hash, for all to sign. Written once."""

    procurement = models.OneToOneField(JointProcurement, on_delete=models.PROTECT, related_name="agreement")
    spec = models.ForeignKey(SpecVersion, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, help_text="of the frozen words, as the version has it")
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)

    def __str__(self) -> str:
        return f"agreement of {self.procurement_id}"

    @property
    def ref(self) -> Ref:
        """Return its name for approvals and the log. Fetch the procurement before."""
        return Ref(AGREEMENT_KIND, self.procurement.number)


class AgreementSignature(OwnedByOrganisation):
    """That a body's 決裁者 signed, and what exactly. The body and the hub read it. A body signs once."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, help_text="of the specification that was before the signer")
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    receipt_number = models.CharField(max_length=60, unique=True)

    objects: Any = manager_for(SharedWithHub)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="procurement_one_signature_per_body")
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"
