"""What belongs together: a body, its home page, its host, its editors' permissions, its uploads."""

from django.db import models
from wagtail.models import Collection, Site

from commons.tenancy.models import Organisation


class BodySite(models.Model):
    """The site of one body."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    home = models.OneToOneField("content.HomePage", on_delete=models.PROTECT, related_name="body_site")
    site = models.OneToOneField(Site, on_delete=models.PROTECT, related_name="+")
    group = models.OneToOneField("auth.Group", on_delete=models.PROTECT, related_name="+")
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.organisation)
