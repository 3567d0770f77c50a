"""What is bought, line by line, and the draft of its specification. Shared."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.values.validators import no_control_characters, no_control_characters_in_text
from procurement.calculations.tiers import Step

from .catalogue import CatalogueItem
from .choices import ContractKind
from .procurement import JointProcurement
from .version import ItemVersion, WrittenOnce


class LineItem(models.Model):
    """One thing to buy. With a negotiated price it names the item's version, whose tiers bind; else prices are 参考.

    ``item`` names the item of the catalogue that it is, or is like. ``stands_from`` is the lowest total with which the
    line comes about.
    """

    procurement = models.ForeignKey(JointProcurement, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    item = models.ForeignKey(CatalogueItem, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    item_version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(_("name"), max_length=80, validators=[no_control_characters])
    unit = models.CharField(_("unit"), max_length=40, validators=[no_control_characters])
    tax_percent = models.PositiveSmallIntegerField(_("tax rate"))
    contract_kind = models.CharField(_("kind of contract"), max_length=20, choices=ContractKind.choices)
    reference_source = models.CharField(
        _("source of the price"), max_length=120, blank=True, validators=[no_control_characters]
    )
    reference_on = models.DateField(_("date of the price"), null=True, blank=True)
    stands_from = models.PositiveBigIntegerField(_("lowest total"), default=1)

    class Meta:
        ordering = ["procurement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "position"], name="procurement_one_line_per_position"),
            models.UniqueConstraint(
                fields=["procurement", "item_version"],
                condition=Q(item_version__isnull=False),
                name="procurement_one_line_per_version",
            ),
            models.CheckConstraint(condition=Q(stands_from__gte=1), name="procurement_lines_stand_from_1"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tiers(self) -> Sequence[Step]:
        """Return the tiers: the version's, which bind, or those for reference. Fetch both before."""
        if self.item_version is not None:
            return list(self.item_version.tiers.all())
        return list(self.reference_tiers.all())


class ReferenceTier(models.Model):
    """A price for reference (参考単価): from so many in total on."""

    line = models.ForeignKey(LineItem, on_delete=models.CASCADE, related_name="reference_tiers")
    min_total_quantity = models.PositiveBigIntegerField()
    unit_price = models.PositiveBigIntegerField(help_text="yen, excluding tax")

    class Meta:
        ordering = ["line", "min_total_quantity"]
        constraints = [
            models.UniqueConstraint(fields=["line", "min_total_quantity"], name="procurement_one_reference_tier"),
            models.CheckConstraint(
                condition=Q(min_total_quantity__gte=1) & Q(unit_price__gte=1),
                name="procurement_reference_tiers_are_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.min_total_quantity}: {self.unit_price}"


class SpecVersion(WrittenOnce):
    """One version of the specification (モデル仕様書) as text clauses, with the hash of exactly these words."""

    procurement = models.ForeignKey(JointProcurement, on_delete=models.CASCADE, related_name="specs")
    number = models.PositiveIntegerField(help_text="1, 2, 3 … within the procurement; the highest is the present draft")
    text = models.TextField(max_length=20_000, validators=[no_control_characters_in_text])
    sha256 = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["procurement", "-number"]
        constraints = [models.UniqueConstraint(fields=["procurement", "number"], name="procurement_one_spec_number")]

    def __str__(self) -> str:
        return f"specification {self.number} of {self.procurement_id}"

    @property
    def clauses(self) -> list[str]:
        """Return the clauses: one on each line."""
        return [line for line in self.text.splitlines() if line.strip()]
