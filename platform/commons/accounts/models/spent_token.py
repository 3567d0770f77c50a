"""Forms that have been sent once."""

from django.db import models

from commons.tenancy.private import OwnedByPerson


class SpentToken(OwnedByPerson):
    """A form's token that has had its effect, and the page that told of it.

    The unique digest settles two clicks at once: the database lets one through.
    """

    digest = models.CharField(max_length=64, unique=True)
    result_url = models.CharField(max_length=500)
    spent_at = models.DateTimeField(help_text="the machine's time", db_index=True)

    def __str__(self) -> str:
        return f"spent token {self.pk}"
