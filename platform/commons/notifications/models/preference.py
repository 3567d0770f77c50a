"""How somebody wants their mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commons.tenancy.private import OwnedByPerson


class Rhythm(models.TextChoices):
    """When notices go by mail."""

    IMMEDIATE = "immediate", _("At once, one mail for each notice")
    DAILY = "daily", _("Once a day, at 8:00, one mail for all")


class MailPreference(OwnedByPerson):
    """A person's choice; without a row mails go at once, in Japanese."""

    rhythm = models.CharField(max_length=12, choices=Rhythm.choices, default=Rhythm.IMMEDIATE)
    language = models.CharField(max_length=8, default="ja")

    class Meta(OwnedByPerson.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["person"], name="notifications_one_preference_per_person")]

    def __str__(self) -> str:
        return f"{self.rhythm} {self.language}"
