"""What somebody typed when their session had run out."""

from typing import Any

from django.db import models

from commons.tenancy.private import OwnedByPerson


class KeptForm(OwnedByPerson):
    """The fields of one refused POST, encrypted, for the same person on the same browser.

    Browser and page are digests: whoever reads the table learns neither what was typed nor where.
    """

    browser = models.CharField(max_length=64, help_text="digest of the browser's mark")
    page = models.CharField(max_length=64, help_text="digest of the page's address")
    sealed = models.TextField(help_text="the fields, encrypted")
    kept_at = models.DateTimeField(help_text="the machine's time", db_index=True)

    class Meta(OwnedByPerson.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "browser", "page"], name="accounts_one_kept_form_per_page")
        ]

    def __str__(self) -> str:
        return f"kept form {self.pk}"

    def belongs_to(self, seal: dict[str, Any]) -> bool:
        """Tell whether what was sealed inside names this very row: a moved row opens for nobody."""
        return seal == {"person": self.person_id, "browser": self.browser, "page": self.page}
