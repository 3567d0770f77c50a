"""What stands in the catalogue. Public; names and texts are what people wrote, in their language."""

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commons.values.ref import Ref
from commons.values.text import fold
from commons.values.validators import no_control_characters

from .choices import ContractKind, Network, PriceBand
from .supplier import Supplier

ITEM_KIND = "procurement.item"


class Category(models.Model):
    """A shelf of the catalogue. Its names in both languages are the hub's own."""

    slug = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    description = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """Return the name in the interface's language."""
        return self.name_en if (get_language() or "ja").startswith("en") else self.name


class Certification(models.Model):
    """A mark of security or quality, such as ISMAP, that a version carries."""

    name = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CatalogueItemQuerySet(models.QuerySet["CatalogueItem"]):
    """Read aloud: items in full."""

    def in_full(self) -> Self:
        """Fetch with each item what a row or a page says of it besides its versions."""
        return self.select_related("category", "supplier", "current_version")


class CatalogueItem(models.Model):
    """A thing the hub negotiated for all. What it is and costs stands in its versions; the last one is current.

    The columns below the line repeat what the current version says, so that the list filters and sorts by indexes.
    """

    slug = models.SlugField(_("page address"), max_length=60, unique=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="items", verbose_name=_("category"))
    name = models.CharField(_("name"), max_length=80, validators=[no_control_characters])
    kana = models.CharField(_("reading"), max_length=160, validators=[no_control_characters])
    summary = models.CharField(_("summary"), max_length=120, validators=[no_control_characters])
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="items", verbose_name=_("supplier"))
    synonyms = models.JSONField(_("other words"), default=list, help_text="words by which people look for it")
    contract_kind = models.CharField(_("kind of contract"), max_length=20, choices=ContractKind.choices)
    revision = models.PositiveIntegerField(default=1, help_text="counts edits, so that a stale one is seen")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    # -- repeated from the current version ----------------------------------------------------------------------------
    current_version = models.ForeignKey(
        "procurement.ItemVersion", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    published_at = models.DateTimeField(null=True, blank=True, help_text="when the current version was published")
    network = models.CharField(max_length=20, choices=Network.choices, blank=True)
    entry_unit_price = models.PositiveBigIntegerField(null=True, blank=True, help_text="first tier, excluding tax")
    price_band = models.CharField(max_length=10, choices=PriceBand.choices, blank=True)
    lowest_unit_price = models.PositiveBigIntegerField(null=True, blank=True, help_text="last tier, excluding tax")
    lowest_from_quantity = models.PositiveBigIntegerField(null=True, blank=True)
    certifications = models.ManyToManyField(Certification, related_name="items", blank=True)
    folded_text = models.TextField(blank=True, help_text="name, reading, summary, other words and description, folded")

    objects = CatalogueItemQuerySet.as_manager()

    class Meta:
        ordering = ["kana", "pk"]
        indexes = [
            models.Index(fields=["-published_at", "-current_version"], name="procurement_item_newest"),
            models.Index(fields=["entry_unit_price", "id"], name="procurement_item_price"),
            models.Index(fields=["kana", "id"], name="procurement_item_kana"),
            models.Index(fields=["price_band"], name="procurement_item_band"),
            models.Index(fields=["contract_kind"], name="procurement_item_kind"),
            models.Index(fields=["network"], name="procurement_item_network"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """Return the item's name for other houses, the log and the outbox."""
        return Ref(ITEM_KIND, self.slug)

    def words_folded(self, description: str) -> str:
        """Return all that the plain search looks through, folded."""
        return fold("\n".join([self.name, self.kana, self.summary, *self.synonyms, description]))
