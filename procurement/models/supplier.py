"""Who provides."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commons.values.validators import no_control_characters


class Supplier(models.Model):
    """A company or sole proprietor whose things stand in the catalogue. Public."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120, validators=[no_control_characters])
    kana = models.CharField(_("reading"), max_length=200, validators=[no_control_characters])
    field = models.CharField(_("field"), max_length=80, blank=True, validators=[no_control_characters])
    is_corporation = models.BooleanField(_("corporation"), default=True)
    corporate_number = models.CharField(
        _("corporate number"),
        max_length=13,
        unique=True,
        null=True,
        blank=True,
        help_text="法人番号; a sole proprietor has none",
    )
    invoice_number = models.CharField(_("registration number"), max_length=14, blank=True, help_text="T and 13 digits")
    note = models.CharField(_("note"), max_length=200, blank=True, validators=[no_control_characters])

    class Meta:
        ordering = ["kana", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_corporation=True, corporate_number__isnull=False)
                | models.Q(is_corporation=False, corporate_number__isnull=True),
                name="procurement_corporations_have_numbers",
            ),
        ]

    def __str__(self) -> str:
        return self.name
