"""The fixed words of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContractKind(models.TextChoices):
    """Kind of contract, as the ceilings of 地方自治法施行令 別表第五 and the council's approval tell them apart."""

    CONSTRUCTION = "construction", _("Construction works")
    MANUFACTURE = "manufacture", _("Manufacture to order")
    PURCHASE = "purchase", _("Purchase of property")
    LEASE = "lease", _("Lease of goods")
    SERVICES = "services", _("Services and other")


class Network(models.TextChoices):
    """Which of a municipality's separated networks a thing works on."""

    LGWAN_ASP = "lgwan_asp", _("LGWAN line")
    INTERNET = "internet", _("Internet line")
    BOTH = "both", _("Both lines")
    NOT_APPLICABLE = "not_applicable", _("Any line")


class PriceBand(models.TextChoices):
    """Where an item's entry price lies: the unit price of its first tier, excluding tax."""

    UNDER_10K = "under-10k", _("Under ¥10,000")
    TO_100K = "10k-100k", _("¥10,000 to ¥99,999")
    TO_1M = "100k-1m", _("¥100,000 to ¥999,999")
    FROM_1M = "from-1m", _("¥1,000,000 and more")

    @classmethod
    def of(cls, unit_price: int) -> "PriceBand":
        """Return the band of a unit price in yen."""
        if unit_price < 10_000:
            return cls.UNDER_10K
        if unit_price < 100_000:
            return cls.TO_100K
        return cls.TO_1M if unit_price < 1_000_000 else cls.FROM_1M
