"""Rows that belong to somebody, and the wall around them.

Three things hold together:

* the manager hands out rows of the open scope only, so a forgotten filter shows too little, never too much;
* a query that was built in one scope refuses to run in another, or in none;
* a fence on the connection stops every statement that names a private table while no scope is open: raw SQL, joins
  that start on a shared table, cascades, and whatever the ORM grows next.
"""

import re
from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import sql
from django.db.models.query import QuerySet

from . import scopes
from .scopes import ForeignScope, NoScope, Scope

M = TypeVar("M", bound=models.Model)
_ANY: Any = object()


class _ScopedQueryMixin:
    """Remember the scope a query was built in, and compile in no other."""

    built_in: Any = None

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        if self.built_in is None or scopes.current() != self.built_in:
            raise NoScope(
                "A query on private rows ran in another scope than it was built in. "
                "Build it inside the scope it runs in."
            )
        return super().get_compiler(*args, **kwargs)  # type: ignore[misc]  # the mixin stands before sql.Query

    def chain(self, klass: Any = None) -> Any:
        """Keep the guard when Django turns a SELECT into an UPDATE, a DELETE or an aggregate."""
        return super().chain(_guarded(klass) if klass else None)  # type: ignore[misc]  # as above


_guarded_classes: dict[type, type] = {}


def _guarded(klass: type) -> type:
    if issubclass(klass, _ScopedQueryMixin):
        return klass
    if klass not in _guarded_classes:
        _guarded_classes[klass] = type(f"Scoped{klass.__name__}", (_ScopedQueryMixin, klass), {})
    return _guarded_classes[klass]


class ScopedQuery(_ScopedQueryMixin, sql.Query):
    """A SELECT on private rows."""


class PrivateQuerySet(QuerySet[M]):
    """Rows of one owner. A subclass widens ``visible_to`` where others may read too."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        if query is None and model is not None:
            query = ScopedQuery(model)
            query.built_in = scopes.current_or_none()
        super().__init__(model=model, query=query, using=using, hints=hints)

    def visible_to(self, scope: Scope) -> Self:
        """Keep the rows that ``scope`` may read: its own, unless it sees all owners."""
        if scope.sees_all_owners:
            return self.all()
        owned = models.Q(pk__in=[])
        if scope.kind == "member" and self.model.owner_field == "organisation":
            owned = models.Q(organisation_id=scope.organisation_id)
        if scope.user_id is not None and self.model.owner_field == "person":
            owned = models.Q(person_id=scope.user_id)
        return self.filter(owned)

    def create(self, **values: Any) -> M:
        """Create a row of the owner at work."""
        return super().create(**values)

    def _insert(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        for obj in objs:
            obj.check_owner()
        return super()._insert(objs, *args, **kwargs)  # type: ignore[misc]  # Django's own door; save() and bulk_create() end here

    def _raw_delete(self, using: str | None) -> int:
        self.query.get_compiler(self.db)  # Django swaps the query's class here, and the guard with it
        return super()._raw_delete(using)  # type: ignore[misc]  # as above


class PrivateManager(models.Manager[M]):
    """Hand out the rows of the open scope."""

    _queryset_class = PrivateQuerySet
    use_in_migrations = False

    def get_queryset(self) -> PrivateQuerySet[M]:
        """Return the open scope's rows; with no scope open, a query that refuses to run."""
        rows: PrivateQuerySet[M] = self._queryset_class(model=self.model, using=self._db, hints=self._hints)
        scope = scopes.current_or_none()
        return rows if scope is None else rows.visible_to(scope)


class PrivateModel(models.Model):
    """A row with an owner. Inherit ``OwnedByOrganisation`` or ``OwnedByPerson`` rather than this."""

    owner_field: str

    class Meta:
        abstract = True
        base_manager_name = "objects"  # else save(), cascades and forward relations would step around the wall

    def check_owner(self) -> None:
        """Refuse to write a row for another owner than the one at work."""
        scope = scopes.current()
        if scope.sees_all_owners:
            return
        owner = getattr(self, f"{self.owner_field}_id")
        mine = scope.organisation_id if self.owner_field == "organisation" else scope.user_id
        if owner is None or owner != mine:
            raise ForeignScope(f"{type(self).__name__} of owner {owner} was written in {scope}.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, for the owner at work only."""
        self.check_owner()
        super().save(*args, **kwargs)


class OwnedByOrganisation(PrivateModel):
    """A private row of one body. Shared rows keep no way back to it: the reverse accessor is hidden."""

    owner_field = "organisation"
    organisation = models.ForeignKey("tenancy.Organisation", on_delete=models.PROTECT, related_name="+")

    objects: Any = PrivateManager()

    class Meta(PrivateModel.Meta):
        abstract = True


class OwnedByPerson(PrivateModel):
    """A private row of one person, whatever body they act for."""

    owner_field = "person"
    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")

    objects: Any = PrivateManager()

    class Meta(PrivateModel.Meta):
        abstract = True


def manager_for(queryset_class: type[PrivateQuerySet[Any]]) -> PrivateManager[Any]:
    """Return a private manager whose rows read as ``queryset_class``."""

    class Manager(PrivateManager.from_queryset(queryset_class)):  # type: ignore[misc]  # a dynamic base is the point
        _queryset_class = queryset_class

    return Manager()


def private_models() -> list[type[PrivateModel]]:
    """List every installed private model."""
    return [model for model in apps.get_models() if issubclass(model, PrivateModel)]


class Fence:
    """Stop statements that name a private table while no scope is open.

    Installed on every connection. Schema work is let through: it moves tables, it reads nobody's rows.
    """

    def __init__(self) -> None:
        self.open_for_schema_work = 0
        self._pattern: re.Pattern[str] | None = None

    def __call__(self, execute: Any, statement: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not self.open_for_schema_work and scopes.current_or_none() is None and self._names_private(statement):
            raise NoScope("A statement on a private table ran with no scope open.")
        return execute(statement, params, many, context)

    def _names_private(self, statement: str) -> bool:
        if self._pattern is None:
            tables = sorted(model._meta.db_table for model in private_models())
            self._pattern = re.compile(rf'(?<![\w])(?:{"|".join(map(re.escape, tables))})(?![\w])' if tables else r"(?!)")
        return bool(self._pattern.search(statement))


fence = Fence()
