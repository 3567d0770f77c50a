"""What a municipality pays and plans. Private to it: no other body sees it, and neither does the hub."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.tenancy.private import OwnedByOrganisation
from commons.values.validators import no_control_characters

from .catalogue import CatalogueItem
from .line import LineItem


class MunicipalityBudget(OwnedByOrganisation):
    """A municipality's own figures of an item, or of a line of a procurement: of exactly one.

    Neither keeps a way to them: the reverse accessors are hidden.
    """

    item = models.ForeignKey(CatalogueItem, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    line = models.ForeignKey(LineItem, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    baseline_unit_price = models.PositiveBigIntegerField(
        _("unit price paid now"), help_text="現行単価: yen, excluding tax", null=True, blank=True
    )
    paid_since_on = models.DateField(_("paid since"), null=True, blank=True)
    unit_budget = models.PositiveBigIntegerField(
        _("unit budget"), null=True, blank=True, help_text="yen, excluding tax"
    )
    budget_line = models.CharField(_("budget line"), max_length=120, blank=True, validators=[no_control_characters])
    note = models.CharField(_("note"), max_length=200, blank=True, validators=[no_control_characters])
    revision = models.PositiveIntegerField(default=1, help_text="counts edits, so that a stale one is seen")
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta(OwnedByOrganisation.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["organisation", "item"], name="procurement_one_budget_per_item"),
            models.UniqueConstraint(fields=["organisation", "line"], name="procurement_one_budget_per_line"),
            models.CheckConstraint(
                condition=(Q(baseline_unit_price__isnull=True) | Q(baseline_unit_price__gte=1))
                & (Q(unit_budget__isnull=True) | Q(unit_budget__gte=1)),
                name="procurement_budgets_are_positive",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=False, line__isnull=True, baseline_unit_price__isnull=False)
                | Q(item__isnull=True, line__isnull=False),
                name="procurement_budgets_are_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"budget {self.pk}"  # no amount and no owner: this text reaches logs and tracebacks
