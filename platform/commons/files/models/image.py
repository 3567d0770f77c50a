"""Wagtail's image, as ours from the first migration on."""

from typing import Any

from django.core.cache.backends.dummy import DummyCache
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtail.images.models import ImageQuerySet as WagtailImageQuerySet

from commons.files import contents
from commons.values.validators import no_control_characters

from .ownership import OfBodiesQuerySet, folder_of, short


class ImageQuerySet(OfBodiesQuerySet, WagtailImageQuerySet):
    """Wagtail's queryset, which also knows who may see."""


class RenditionQuerySet(OfBodiesQuerySet):
    """Read aloud: renditions of images visible to a scope."""

    organisation_column = "image__organisation_id"


class Image(AbstractImage):
    """A picture with the body it belongs to."""

    organisation = models.ForeignKey("tenancy.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title of the file"), max_length=255, validators=[no_control_characters])

    tags = TaggableManager(blank=True, help_text=None, related_name="own_images", verbose_name=_("tags"))

    objects = ImageQuerySet.as_manager()

    # No tags: Wagtail offers each body the others'.
    admin_form_fields = tuple(name for name in WagtailImage.admin_form_fields if name != "tags")

    class Meta(AbstractImage.Meta):
        default_related_name = "own_images"  # Wagtail's own model, installed beside ours, has the plain names

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Weigh and hash a new file now: Wagtail does so on the first look, and no look may change anything."""
        if self.file and not self.file._committed:
            self.file.file = contents.without_place(self.file.file)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    def get_upload_to(self, filename: str) -> str:
        """Return where it lies, below the body it belongs to."""
        return f"{folder_of(self.organisation_id)}/{super().get_upload_to(short(filename))}"


class Rendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    objects = RenditionQuerySet.as_manager()

    cache_backend = DummyCache("renditions", {})  # Wagtail's keeps every body's images, titles and all, in one cache

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="files_unique_rendition")
        ]

    def get_upload_to(self, filename: str) -> str:
        """Return where it lies, below the body it belongs to."""
        return f"{folder_of(self.image.organisation_id)}/{super().get_upload_to(filename)}"

    @property
    def url(self) -> str:
        """Return the address that hands it out after a check; Wagtail asks for it."""
        return reverse("files:rendition", args=[self.pk])
