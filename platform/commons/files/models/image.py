"""Wagtail's image, as ours from the first migration on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class Image(AbstractImage):
    """A picture with the body it belongs to."""

    organisation = models.ForeignKey("tenancy.Organisation", on_delete=models.PROTECT, related_name="+")

    tags = TaggableManager(blank=True, help_text=None, related_name="own_images", verbose_name=_("tags"))

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        default_related_name = "own_images"  # Wagtail's own model, installed beside ours, has the plain names


class Rendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="files_unique_rendition")
        ]
