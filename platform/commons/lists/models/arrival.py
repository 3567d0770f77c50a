"""What newly met a saved search."""

import datetime as dt
from typing import Self

from django.db import models

from commons.tenancy.private import OwnedByPerson, PrivateQuerySet, manager_for

from .search import SavedSearch

KEPT_FOR = dt.timedelta(days=30)


class ArrivalQuerySet(PrivateQuerySet["NewArrival"]):
    """Read aloud: arrivals of the last month; unseen ones."""

    def recent(self, at: dt.datetime) -> Self:
        """Keep those of the thirty days before ``at``."""
        return self.filter(at__gt=at - KEPT_FOR)

    def unseen(self) -> Self:
        """Keep those the person has not marked as seen."""
        return self.filter(seen_at__isnull=True)


class NewArrival(OwnedByPerson):
    """A thing that newly met one of a person's saved searches: once for each person, however many of theirs it meets.

    Title and address are those of the moment; whether the thing may be seen is asked when it is opened.
    """

    search = models.ForeignKey(SavedSearch, on_delete=models.SET_NULL, null=True, related_name="+")
    list_name = models.CharField(max_length=80)
    key = models.CharField(max_length=120, help_text="what happened to the thing, such as one version: told once")
    thing = models.CharField(max_length=120, help_text="a Ref: kind:public id")
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=300)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = manager_for(ArrivalQuerySet)

    class Meta(OwnedByPerson.Meta):
        abstract = False
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "list_name", "thing", "key"], name="lists_one_arrival_per_person_and_key"
            ),
        ]
        indexes = [models.Index(fields=["person", "seen_at", "-at"], name="lists_arrivals_unseen")]

    def __str__(self) -> str:
        return self.title
