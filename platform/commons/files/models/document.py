"""Wagtail's document, as ours from the first migration on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument


class Document(AbstractDocument):
    """A file with the body it belongs to."""

    organisation = models.ForeignKey("tenancy.Organisation", on_delete=models.PROTECT, related_name="+")

    tags = TaggableManager(blank=True, help_text=None, related_name="own_documents", verbose_name=_("tags"))

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        default_related_name = "own_documents"  # Wagtail's own model, installed beside ours, has the plain names
