"""The append-only log."""

from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import Q

from commons.tenancy import scopes
from commons.tenancy.private import PrivateModel, PrivateQuerySet, manager_for
from commons.tenancy.scopes import ForeignScope, Scope
from commons.values import clock


class RecordQuerySet(PrivateQuerySet["Record"]):
    """Read aloud: what a scope may read of the log. It is private like any other: no scope, no row."""

    def visible_to(self, scope: Scope) -> Self:
        """Keep what a person did here and who saw them; for an administrator, what the whole body did.

        What they did for a body they do not act for now stays with that body.
        """
        if scope.sees_all_owners:
            return self.all()
        mine = Q(pk__in=[])
        if scope.user_id is not None:
            here = Q(organisation_id=scope.organisation_id) if scope.organisation_id else Q(pk__in=[])
            mine |= Q(actor_id=scope.user_id) & (here | Q(organisation_id=None))
            mine |= Q(person_seen_id=scope.user_id)
        if scope.kind == "member" and scope.has_role("administrator"):
            mine |= Q(organisation_id=scope.organisation_id)
        return self.filter(mine)

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("The log is append-only.")

    setattr(_refuse, "queryset_only", True)  # noqa: B010 - one mark on the one refusal that all of these are
    update = bulk_update = delete = _update = _raw_delete = _refuse


class Record(PrivateModel):
    """Who did or saw what, for which body, when. Plain ids and no foreign keys: the log outlives what it tells of."""

    owner_field = "organisation"
    owner_column = "organisation_id"

    at = models.DateTimeField(help_text="business time", db_index=True)
    recorded_at = models.DateTimeField(default=clock.real_now, help_text="the machine's time")
    actor_id = models.BigIntegerField(null=True, db_index=True, help_text="the person, or none for the system")
    organisation_id = models.BigIntegerField(null=True, db_index=True, help_text="the body for which they acted")
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, help_text="a Ref: kind:public id")
    person_seen_id = models.BigIntegerField(null=True, db_index=True, help_text="whose personal data was seen")
    purpose = models.CharField(max_length=200, blank=True)
    changed_fields = models.JSONField(default=list, help_text="names of fields, never values")
    request_id = models.CharField(max_length=64, blank=True)

    objects = manager_for(RecordQuerySet)

    class Meta(PrivateModel.Meta):
        abstract = False
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

    def check_owner(self) -> None:
        """Let a scope speak for itself only; the system may write in anybody's log."""
        scope = scopes.current()
        if scope.kind == "system":
            return
        if (self.actor_id, self.organisation_id) != (scope.user_id, scope.organisation_id):
            raise ForeignScope(f"A line of {self.actor_id} for {self.organisation_id} was logged in {scope}.")
