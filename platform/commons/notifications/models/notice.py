"""What a person is told."""

import datetime as dt
import secrets
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from commons.tenancy.private import OwnedByPerson, PrivateQuerySet, manager_for
from commons.values.ref import Ref

NOTICE_KIND = "notifications.notice"
KEPT_FOR = dt.timedelta(days=180)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is taken for another on the telephone


class Mailing(models.TextChoices):
    """How far a notice's mail is."""

    OWED = "owed"
    DAILY = "daily"  # waits for the next daily mail
    SENT = "sent"
    DROPPED = "dropped"  # nobody to send it to any more


def new_number() -> str:
    """Make a number that tells nothing of how many there are."""
    return "N-{}{}{}{}{}-{}{}{}{}{}".format(*(secrets.choice(LETTERS) for _ in range(10)))


class NoticeQuerySet(PrivateQuerySet["Notice"]):
    """Read aloud: unseen notices; those of the last half year."""

    def unseen(self) -> Self:
        """Keep those the person has not marked as seen."""
        return self.filter(seen_at__isnull=True)

    def recent(self, at: dt.datetime) -> Self:
        """Keep those of the half year before ``at``."""
        return self.filter(at__gt=at - KEPT_FOR)

    def waiting_for_daily_mail(self, before: dt.datetime) -> Self:
        """Keep those that the daily mail of a moment carries; what has been seen needs no mail."""
        return self.unseen().filter(mailing=Mailing.DAILY, at__lt=before)


class Notice(OwnedByPerson):
    """Something a person is told, once for each ``key``.

    Text and address are those of the moment; whether the thing may be seen is asked when it is opened. A notice that
    concerns one body is shown as long as the person has a role there.
    """

    number = models.CharField(max_length=16, unique=True, default=new_number, help_text="public: it stands in the mail")
    key = models.CharField(max_length=160, help_text="what happened: told once")
    kind = models.CharField(max_length=80, help_text="name of a Message")
    subject = models.CharField(max_length=120, help_text="a Ref: kind:public id")
    params = models.JSONField(default=dict, help_text="ids")
    organisation = models.ForeignKey("tenancy.Organisation", null=True, on_delete=models.CASCADE, related_name="+")
    lines = models.JSONField(default=dict, help_text="the text by language")
    url = models.CharField(max_length=300)
    at = models.DateTimeField(help_text="business time")
    seen_at = models.DateTimeField(null=True, blank=True)
    mailing = models.CharField(max_length=8, choices=Mailing.choices, default=Mailing.OWED)
    mailed_at = models.DateTimeField(null=True, blank=True, help_text="the machine's time")

    objects = manager_for(NoticeQuerySet)

    class Meta(OwnedByPerson.Meta):
        abstract = False
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notifications_told_once")]
        indexes = [
            models.Index(fields=["person", "seen_at", "-at"], name="notifications_unseen"),
            models.Index(fields=["at", "person"], condition=Q(mailing="daily"), name="notifications_daily"),
            models.Index(fields=["at"], name="notifications_age"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ref(self) -> Ref:
        """Return the notice's name."""
        return Ref(NOTICE_KIND, self.number)

    @property
    def line(self) -> str:
        """Return the text in the reader's language."""
        language = (get_language() or "ja")[:2]
        return str(self.lines.get(language) or next(iter(self.lines.values()), ""))
