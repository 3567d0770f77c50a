"""The bodies that act here: 62 municipalities and the hub."""

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Read aloud: the municipalities, the hub."""

    def municipalities(self) -> Self:
        """Keep the wards, cities, towns and villages."""
        return self.exclude(kind=Organisation.Kind.HUB)

    def hub(self) -> "Organisation":
        """Return the one hub."""
        return self.get(kind=Organisation.Kind.HUB)


class Organisation(models.Model):
    """A municipality of Tokyo, or the hub that works for them all. Public: names, codes and places are no secret."""

    class Kind(models.TextChoices):
        WARD = "ward", _("Special ward")
        CITY = "city", _("City")
        TOWN = "town", _("Town")
        VILLAGE = "village", _("Village")
        HUB = "hub", _("Hub")

    class Area(models.TextChoices):
        WARDS = "wards", _("Wards")
        TAMA = "tama", _("Tama")
        ISLANDS = "islands", _("Islands")
        NONE = "", _("None")

    slug = models.SlugField(max_length=40, unique=True)
    code = models.CharField(
        max_length=6,
        unique=True,
        null=True,
        blank=True,
        help_text="全国地方公共団体コード with its check digit; the hub has none",
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    area = models.CharField(max_length=10, choices=Area.choices, blank=True)
    name = models.CharField(max_length=40)
    kana = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    is_core_city = models.BooleanField(default=False, help_text="中核市")
    population_2020 = models.PositiveIntegerField(null=True, blank=True, help_text="2020 census")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["code", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=models.Q(kind="hub"), name="tenancy_one_hub"),
            models.CheckConstraint(
                condition=models.Q(kind="hub", code__isnull=True)
                | (~models.Q(kind="hub") & models.Q(code__isnull=False)),
                name="tenancy_municipalities_have_codes",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_hub(self) -> bool:
        """Tell whether this is the hub; power over its work still comes from a role, never from this."""
        return self.kind == self.Kind.HUB

    @property
    def display_name(self) -> str:
        """Return the name in the interface's language: the proper noun has an official English form."""
        return self.name_en if (get_language() or "ja").startswith("en") else self.name

    @property
    def tile_label(self) -> str:
        """Return the name that fits a tile of the map: 「世田谷」, but 「港区」, else one character would be left."""
        name = self.name[:-1]
        return name if len(name) > 1 else self.name
