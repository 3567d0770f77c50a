"""The fence on every connection: no statement reads or writes a private table by a way that no scope restricts.

The managers of ``private`` hand out restricted rows, and their queries mark the private tables they name as ``OWN``.
The fence lets pass

* with no scope open: nothing that names a private table;
* in a visitor's, a person's or a member's scope: marked tables only, so that raw SQL, joins that start on a shared
  table and plain querysets stop here; to write, only what the doors of ``private`` announce by ``writing()``;
* in a crossing: every reading, and the same writing;
* in the system's scope: everything.

What a driver offers beside ``execute`` (``executescript``, ``copy``, the bare connection) passes no wrapper of
Django's; an architecture test keeps it out of the product.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

from . import scopes
from .scopes import NoScope

OWN = "/*own*/"
_NOTHING = re.compile(r"(?!)")
_LOCK_CLAUSE = re.compile(r'\bOF\s+"?\w+"?(?:\s*,\s*"?\w+"?)*', re.IGNORECASE)  # FOR UPDATE OF names, reads none


class Fence:
    """Stop statements on private tables that no scope restricts. Installed on every connection."""

    def __init__(self) -> None:
        self._models: dict[str, type[models.Model]] = {}
        self._named = self._bare = self._target = _NOTHING
        self._writing: ContextVar[bool] = ContextVar("tenancy_writing", default=False)

    def stand_around(self, model: type[models.Model]) -> None:
        """Guard a model's table from now on."""
        self._models[model._meta.db_table.lower()] = model
        names = "|".join(re.escape(table) for table in sorted(self._models))
        self._named = re.compile(rf"\b(?:{names})\b", re.IGNORECASE)
        # A table where it is read or written: not the qualifier of a column, and not marked.
        self._bare = re.compile(rf'\b(?:{names})\b(?!"?\s*\.)(?!"?\s*{re.escape(OWN)})', re.IGNORECASE)
        self._target = re.compile(
            rf'\s*(?:INSERT(?:\s+OR\s+IGNORE)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(?:{names})\b', re.IGNORECASE
        )

    def model_of(self, table: str) -> type[models.Model] | None:
        """Return the private model that owns a table, if one does."""
        return self._models.get(table.lower())

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Announce that the statements of this block write rows whose owner has been checked."""
        token = self._writing.set(True)
        try:
            yield
        finally:
            self._writing.reset(token)

    def __call__(self, execute: Any, statement: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Stand between Django and the driver."""
        text = statement if isinstance(statement, str) else _as_text(statement)
        if self._named.search(text):
            self._check(text)
        return execute(statement, params, many, context)

    def _check(self, text: str) -> None:
        scope = scopes.current_or_none()
        if scope is None:
            raise NoScope("A statement on a private table ran with no scope open.")
        if scope.kind == "system":
            return
        target = self._target.match(text)
        if target and not self._writing.get():
            raise NoScope("A statement wrote to a private table past its manager. Only the system's scope may.")
        reading = _LOCK_CLAUSE.sub("", text[target.end() :] if target else text)
        if not scope.sees_all_owners and self._bare.search(reading):
            raise NoScope(
                "A statement read a private table that the open scope does not restrict. "
                "Go through the model's manager (join by a subquery), or open crossing(reason)."
            )


def _as_text(statement: Any) -> str:
    """Read what psycopg composes, and bytes."""
    if isinstance(statement, bytes):
        return statement.decode()
    return str(statement.as_string(None))


fence = Fence()
