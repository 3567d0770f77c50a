"""What an item is and costs from a day on: written once, never changed."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.values.validators import no_control_characters, no_control_characters_in_text

from .catalogue import CatalogueItem
from .choices import Network


class Unchangeable(TypeError):
    """Code tried to change or remove what others refer to by its version. Publish a new version instead."""


class WrittenOnceQuerySet(models.QuerySet[Any]):
    """Rows that can be added and read, and nothing else."""

    def update(self, **values: Any) -> NoReturn:
        """Refuse: a version stays as it was."""
        raise Unchangeable(f"{self.model.__name__} is written once.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: a version stays as it was."""
        raise Unchangeable(f"{self.model.__name__} is written once.")

    def delete(self) -> NoReturn:
        """Refuse: a version stays as it was."""
        raise Unchangeable(f"{self.model.__name__} is written once.")


class WrittenOnce(models.Model):
    """A row that is inserted and never saved again. A trigger in the database refuses an UPDATE that goes around."""

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise Unchangeable(f"{type(self).__name__} is written once.")
        super().save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k != "force_insert"})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: a version stays as it was."""
        raise Unchangeable(f"{type(self).__name__} is written once.")


class ItemVersion(WrittenOnce):
    """One version of an item: what is included, on which network, with which marks, at which tax rate."""

    item = models.ForeignKey(CatalogueItem, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(help_text="1, 2, 3 … within the item; the highest is current")
    valid_from_on = models.DateField(_("valid from"))
    published_at = models.DateTimeField(_("published"))
    description = models.TextField(_("description"), max_length=2000, validators=[no_control_characters_in_text])
    unit = models.CharField(_("unit"), max_length=40, validators=[no_control_characters])
    tax_percent = models.PositiveSmallIntegerField(_("tax rate"))
    included = models.JSONField(_("what is included"), default=list)
    network = models.CharField(_("network line"), max_length=20, choices=Network.choices)
    certifications = models.JSONField(
        _("certifications"), default=list, help_text="names: a row of a joining table could change"
    )

    class Meta:
        ordering = ["item", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="procurement_one_version_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="procurement_versions_count_from_1"),
            models.CheckConstraint(condition=Q(tax_percent__lte=100), name="procurement_tax_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.number}"


class PriceTier(WrittenOnce):
    """From so many units in total on, one costs so much. Its rows are checked as a whole before they are written."""

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="tiers")
    min_total_quantity = models.PositiveBigIntegerField(_("from a total of"))
    unit_price = models.PositiveBigIntegerField(_("unit price"), help_text="yen, excluding tax")

    class Meta:
        ordering = ["version", "min_total_quantity"]
        constraints = [
            models.UniqueConstraint(fields=["version", "min_total_quantity"], name="procurement_one_tier_per_quantity"),
            models.UniqueConstraint(fields=["version", "unit_price"], name="procurement_one_tier_per_price"),
            models.CheckConstraint(
                condition=Q(min_total_quantity__gte=1) & Q(unit_price__gte=1), name="procurement_tiers_are_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.min_total_quantity}+ {self.unit_price}"
