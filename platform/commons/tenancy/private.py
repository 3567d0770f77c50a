"""Rows that belong to somebody, and the wall around them.

Three things hold together:

* the queryset, however it was made, holds rows of the open scope only, so a forgotten filter shows too little, never
  too much; what it may read (``visible_to``) and what it may write (its own) are separate;
* a query that was built in one scope refuses to run in another, or in none;
* the ``fence`` on the connection stops what goes around the querysets.
"""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import sql
from django.db.models.query import QuerySet
from django.db.models.signals import class_prepared, pre_delete
from django.db.models.sql.constants import ROW_COUNT

from . import scopes
from .fence import fence
from .scoped_query import OwnTable, ScopedQuery, require_same_scope, scoped
from .scopes import ForeignScope, Scope

M = TypeVar("M", bound="PrivateModel")


class PrivateQuerySet(QuerySet[M]):
    """Rows of one owner. A subclass widens ``visible_to`` where others may read too."""

    query: Any  # a ScopedQuery

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        if query is None and model is not None:
            query = self._restricted_query(model, using, hints)
        super().__init__(model=model, query=query, using=using, hints=hints)

    @classmethod
    def _restricted_query(cls, model: Any, using: Any, hints: Any) -> Any:
        """Return the open scope's rows; with no scope open, a query that refuses to run."""
        query: Any = ScopedQuery(model)
        scope = scopes.current_or_none()
        if scope is None:
            return query
        query.base_table_class = OwnTable
        return cls(model=model, query=query, using=using, hints=hints).visible_to(scope).query

    def visible_to(self, scope: Scope) -> Self:
        """Keep the rows that ``scope`` may read: its own, unless it sees all owners."""
        return self.all() if scope.sees_all_owners else self._of_owner(scope)

    def _of_owner(self, scope: Scope) -> Self:
        owner = self.model.owner_in(scope)
        return self.none() if owner is None else self.filter(**{self.model.owner_column: owner})

    def _writable(self) -> Self:
        """Keep the rows that the open scope may change: to be shown a row is no right to write it."""
        scope = scopes.current()
        return self if scope.writes_for_all_owners else self._of_owner(scope)

    # What a queryset has fetched is bound to its scope as the query is.

    @property
    def _result_cache(self) -> Any:
        if self._rows is not None:
            require_same_scope(self.query.built_in)
        return self._rows

    @_result_cache.setter
    def _result_cache(self, rows: Any) -> None:
        self._rows = rows

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)  # type: ignore[misc]  # QuerySet has it; the stubs do not
        require_same_scope(self.query.built_in)

    # Writing.

    def update(self, **values: Any) -> int:
        """Change own rows. They keep their owner."""
        self._refuse_new_owner(values)
        with fence.writing():
            return super(PrivateQuerySet, self._writable()).update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # Django's mark against calls from templates

    def _update(self, values: Any) -> int:
        with fence.writing():
            return super(PrivateQuerySet, self._writable())._update(values)  # type: ignore[misc,no-any-return]  # save() ends here

    _update.alters_data = True  # type: ignore[attr-defined]  # as above
    _update.queryset_only = False  # type: ignore[attr-defined]  # managers hand it on, as Django's own

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete own rows."""
        with fence.writing():
            return super(PrivateQuerySet, self._writable()).delete()

    delete.alters_data = True  # type: ignore[attr-defined]  # as above
    delete.queryset_only = True  # type: ignore[attr-defined]  # else a manager would delete everything

    def _raw_delete(self, using: str | None) -> int:
        query: Any = self._writable().query.clone()
        query.__class__ = scoped(sql.DeleteQuery)  # Django's own line takes a class without the guard
        with fence.writing():
            return int(query.get_compiler(using).execute_sql(ROW_COUNT))

    _raw_delete.alters_data = True  # type: ignore[attr-defined]  # as above

    def _insert(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        for obj in objs:
            obj.check_owner()
        with fence.writing():
            return super()._insert(objs, *args, **kwargs)  # type: ignore[misc]  # save() and bulk_create() end here

    _insert.alters_data = True  # type: ignore[attr-defined]  # as above
    _insert.queryset_only = False  # type: ignore[attr-defined]  # as above

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """Create many. Updating on a conflict needs the owner among the unique fields, else it hits another's row."""
        updates = kwargs.get("update_conflicts") or (len(args) > 2 and args[2])
        if updates and not scopes.current().writes_for_all_owners:
            unique = set(kwargs.get("unique_fields") or (args[4] if len(args) > 4 else ()))
            if unique.isdisjoint(self.model.owner_names()):
                raise ForeignScope("A conflict is updated within one owner only: name the owner in unique_fields.")
            changed = kwargs.get("update_fields") or (args[3] if len(args) > 3 else ())
            self._refuse_new_owner(dict.fromkeys(changed))
        return super().bulk_create(objs, *args, **kwargs)

    bulk_create.alters_data = True  # type: ignore[attr-defined]  # as above

    def bulk_update(self, objs: Iterable[M], fields: Iterable[str], batch_size: int | None = None) -> int:
        """Change many own rows. One foreign row among them stops the whole."""
        rows: Any = tuple(objs)
        for row in rows:
            row.check_owner()
        return super().bulk_update(rows, fields, batch_size)

    bulk_update.alters_data = True  # type: ignore[attr-defined]  # as above

    def _refuse_new_owner(self, values: dict[str, Any]) -> None:
        scope = scopes.current()
        if scope.writes_for_all_owners:
            return
        mine = self.model.owner_in(scope)
        for name in self.model.owner_names() & values.keys():
            if getattr(values[name], "pk", values[name]) != mine or mine is None:
                raise ForeignScope(f"{self.model.__name__} was to be given to another owner in {scope}.")


class PrivateManager(models.Manager.from_queryset(PrivateQuerySet)[M]):  # type: ignore[misc]  # a dynamic base
    """Hand out the rows of the open scope."""

    use_in_migrations = False


class PrivateModel(models.Model):
    """A row with an owner. Inherit ``OwnedByOrganisation`` or ``OwnedByPerson`` rather than this."""

    owner_field: str  # "organisation" or "person"
    owner_column: str  # the attribute that holds the owner's id

    # Wagtail indexes who refers to whom, of every model that is saved, in a table of its own that no scope restricts.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        base_manager_name = "objects"  # else save(), cascades and forward relations would step around the wall

    def __getstate__(self) -> dict[str, Any]:
        """Take the scope along, so that a cache gives nobody what it kept for another."""
        return {**super().__getstate__(), "_pickled_in": scopes.current_or_none()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Come back in the same scope only."""
        kept = dict(state)
        if kept.pop("_pickled_in", None) != scopes.current_or_none():
            raise ForeignScope(f"A pickled {type(self).__name__} was read in another scope than it was kept in.")
        super().__setstate__(kept)  # type: ignore[misc]  # Model has it; the stubs do not

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, for the owner at work only."""
        self.check_owner()
        super().save(*args, **kwargs)

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        """Delete an own row. One that is gone, or another's behind a forged owner, is none of ours: nothing happens."""
        self.check_owner()
        own: Any = type(self)._base_manager.using(using or self._state.db).filter(pk=self.pk)
        if not own._writable().exists():
            return 0, {}
        with fence.writing():
            return super().delete(using=using, keep_parents=keep_parents)

    delete.alters_data = True  # type: ignore[attr-defined]  # Django's mark against calls from templates

    @classmethod
    def owner_in(cls, scope: Scope) -> int | None:
        """Return the id that owns rows of this model when ``scope`` is at work."""
        if cls.owner_field == "organisation":
            return scope.organisation_id if scope.kind == "member" else None
        return scope.user_id

    @classmethod
    def owner_names(cls) -> set[str]:
        """List the names by which Django's queries call the owner."""
        return {cls.owner_field, cls.owner_column}

    def check_owner(self) -> None:
        """Refuse to write a row for another owner than the one at work."""
        scope = scopes.current()
        if scope.writes_for_all_owners:
            return
        owner = getattr(self, self.owner_column)
        if owner is None or owner != self.owner_in(scope):
            raise ForeignScope(f"{type(self).__name__} of owner {owner} was written in {scope}.")


class OwnedByOrganisation(PrivateModel):
    """A private row of one body. Shared rows keep no way back to it: the reverse accessor is hidden."""

    owner_field = "organisation"
    owner_column = "organisation_id"
    organisation = models.ForeignKey("tenancy.Organisation", on_delete=models.PROTECT, related_name="+")

    objects: Any = PrivateManager()

    class Meta(PrivateModel.Meta):
        abstract = True


class OwnedByPerson(PrivateModel):
    """A private row of one person, whatever body they act for."""

    owner_field = "person"
    owner_column = "person_id"
    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")

    objects: Any = PrivateManager()

    class Meta(PrivateModel.Meta):
        abstract = True


def manager_for(queryset_class: type[PrivateQuerySet[Any]]) -> Any:
    """Return a private manager whose rows read as ``queryset_class``."""

    class Manager(PrivateManager.from_queryset(queryset_class)):  # type: ignore[misc]  # a dynamic base is the point
        pass

    return Manager()


def private_models() -> list[type[PrivateModel]]:
    """List every installed private model."""
    return [model for model in apps.get_models() if issubclass(model, PrivateModel)]


def _check_deleted(*, instance: PrivateModel, **_: Any) -> None:
    """Check each row on its way out, cascades included: a listener also keeps Django from deleting unseen rows fast."""
    instance.check_owner()


def _enclose(*, sender: type[models.Model], **_: Any) -> None:
    if issubclass(sender, PrivateModel):
        fence.stand_around(sender)
        pre_delete.connect(_check_deleted, sender=sender, dispatch_uid=f"tenancy.deleted.{sender._meta.label}")


class_prepared.connect(_enclose, dispatch_uid="tenancy.enclose")
