"""The append-only log."""

from typing import Any, NoReturn, Self

from django.db import models

from commons.tenancy.scopes import Scope


class RecordQuerySet(models.QuerySet["Record"]):
    """Read aloud: what a scope may read of the log."""

    def visible_to(self, scope: Scope) -> Self:
        """Keep what an administrator's body did or had done to it, and what a person did or had seen of them."""
        if scope.sees_all_owners:
            return self.all()
        mine = models.Q(pk__in=[])
        if scope.user_id is not None:
            mine |= models.Q(actor_id=scope.user_id) | models.Q(person_seen_id=scope.user_id)
        if scope.kind == "member" and scope.has_role("administrator"):
            mine |= models.Q(organisation_id=scope.organisation_id)
        return self.filter(mine)

    def update(self, **values: Any) -> NoReturn:
        """Refuse: the log is append-only."""
        raise TypeError("The log is append-only.")

    def delete(self) -> NoReturn:
        """Refuse: the log is append-only."""
        raise TypeError("The log is append-only.")


class Record(models.Model):
    """Who did or saw what, for which body, when. Plain ids and no foreign keys: the log outlives what it tells of."""

    at = models.DateTimeField(help_text="business time", db_index=True)
    recorded_at = models.DateTimeField(auto_now_add=True, help_text="the machine's time")
    actor_id = models.BigIntegerField(null=True, db_index=True, help_text="the person, or none for the system")
    organisation_id = models.BigIntegerField(null=True, db_index=True, help_text="the body for which they acted")
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, help_text="a Ref: kind:public id")
    person_seen_id = models.BigIntegerField(null=True, db_index=True, help_text="whose personal data was seen")
    purpose = models.CharField(max_length=200, blank=True)
    changed_fields = models.JSONField(default=list, help_text="names of fields, never values")
    request_id = models.CharField(max_length=64, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if self.pk is not None:
            raise TypeError("The log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: the log is append-only."""
        raise TypeError("The log is append-only.")
