"""Queries that remember the scope they were built in, and mark the private tables they restrict."""

from typing import Any

from django.db.models import sql
from django.db.models.sql.datastructures import BaseTable, Join

from . import scopes
from .fence import OWN, fence
from .scopes import ForeignScope, NoScope


class OwnTable(BaseTable):
    """A private table whose rows the query restricts to the open scope."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Name the table, marked for the fence."""
        alias = "" if self.table_alias == self.table_name else f" {self.table_alias}"
        return f"{compiler.quote_name_unless_alias(self.table_name)} {OWN}{alias}", []


class OwnJoin(Join):
    """A join that reaches own rows only, where it leads to a private table.

    What the joined model shows to others beyond its owner is not reached by a join: use a subquery of its manager.
    """

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Add the owner to the joining condition."""
        statement, params = super().as_sql(compiler, connection)
        model: Any = fence.model_of(self.table_name)
        scope = scopes.current()
        if model is None or scope.sees_all_owners:
            return statement, params
        quote = compiler.quote_name_unless_alias
        name = quote(self.table_name)
        column = connection.ops.quote_name(model._meta.get_field(model.owner_column).column)
        marked = statement.replace(name, f"{name} {OWN}", 1)
        return f"{marked[:-1]} AND {quote(self.table_alias)}.{column} = %s)", [*params, model.owner_in(scope)]


class ScopedQueryMixin:
    """Remember the scope a query was built in, and compile in no other."""

    join_class: Any = OwnJoin
    built_in: scopes.Scope | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.built_in = scopes.current_or_none()

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        """Compile, in the scope of the query's making only."""
        require_same_scope(self.built_in)
        return super().get_compiler(*args, **kwargs)  # type: ignore[misc]  # the mixin stands before sql.Query

    def chain(self, klass: Any = None) -> Any:
        """Keep the guard when Django turns a SELECT into an UPDATE, a DELETE or an aggregate."""
        return super().chain(scoped(klass) if klass else None)  # type: ignore[misc]  # as above

    def combine(self, rhs: Any, connector: Any) -> None:
        """Refuse ``|`` and ``&`` with rows of another scope: the result would carry this one's."""
        require_same_scope(getattr(rhs, "built_in", None))
        super().combine(rhs, connector)  # type: ignore[misc]  # as above


_scoped_classes: dict[type, type] = {}


def scoped(klass: type) -> type:
    """Return Django's query class with the guard before it."""
    if issubclass(klass, ScopedQueryMixin):
        return klass
    if klass not in _scoped_classes:
        _scoped_classes[klass] = type(f"Scoped{klass.__name__}", (ScopedQueryMixin, klass), {})
    return _scoped_classes[klass]


class ScopedQuery(ScopedQueryMixin, sql.Query):
    """A SELECT on private rows. Its base table is marked once the queryset has restricted it."""


def require_same_scope(built_in: scopes.Scope | None) -> None:
    """Raise unless the open scope is the one in which something was made."""
    scope = scopes.current_or_none()
    if scope is None or built_in is None:
        raise NoScope("A query on private rows was built or run with no scope open.")
    if scope != built_in:
        raise ForeignScope(
            "A query on private rows ran in another scope than it was built in. Build it inside the scope it runs in."
        )
