"""Wagtail's document, as ours from the first migration on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.documents.models import DocumentQuerySet as WagtailDocumentQuerySet

from commons.files import contents
from commons.files.validators import not_too_large
from commons.values.validators import no_control_characters

from .ownership import OfBodiesQuerySet, folder_of, short


def document_path(document: "Document", filename: str) -> str:
    """Return where a document lies. The storage keeps names apart and short."""
    return f"{folder_of(document.organisation_id)}/documents/{short(filename)}"


class DocumentQuerySet(OfBodiesQuerySet, WagtailDocumentQuerySet):
    """Wagtail's queryset, which also knows who may see."""


class Document(AbstractDocument):
    """A file with the body it belongs to."""

    organisation = models.ForeignKey("tenancy.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title of the file"), max_length=255, validators=[no_control_characters])
    file = models.FileField(_("file"), upload_to=document_path, max_length=255, validators=[not_too_large])

    tags = TaggableManager(blank=True, help_text=None, related_name="own_documents", verbose_name=_("tags"))

    objects = DocumentQuerySet.as_manager()

    # No tags: Wagtail offers each body the others'.
    admin_form_fields = tuple(name for name in WagtailDocument.admin_form_fields if name != "tags")

    class Meta(AbstractDocument.Meta):
        default_related_name = "own_documents"  # Wagtail's own model, installed beside ours, has the plain names

    def clean(self) -> None:
        """Refuse a new file that is not what its name says."""
        super().clean()
        upload: Any = self.file
        if upload and not upload._committed:
            try:
                contents.genuine(upload.file)
            except ValidationError as error:
                raise ValidationError({"file": error}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Weigh and hash a new file now: Wagtail does so on the first look, and no look may change anything."""
        if self.file and not self.file._committed:  # type: ignore[attr-defined]  # Django's; the stubs do not know it
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    @property
    def url(self) -> str:
        """Return the address that hands it out after a check; Wagtail asks for it."""
        return reverse("files:document", args=[self.pk])
