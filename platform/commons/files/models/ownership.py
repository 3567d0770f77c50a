"""Whose a file is.

Wagtail brings its own managers and admin, so that these rows are guarded by their views rather than by the scope.
"""

from typing import Any, Self

from django.db import models

from commons.tenancy.scopes import Scope


class OfBodiesQuerySet(models.QuerySet[Any]):
    """Read aloud: files visible to a scope."""

    organisation_column = "organisation_id"

    def visible_to(self, scope: Scope) -> Self:
        """Keep the files of the body at work."""
        if scope.sees_all_owners:
            return self.all()
        if scope.kind != "member":
            return self.none()
        return self.filter(**{self.organisation_column: scope.organisation_id})


LONGEST_STEM = 60  # characters: kanji take three bytes each, and a folder's entry 255 bytes in all


def short(filename: str) -> str:
    """Return a name that every file system takes, its ending kept."""
    stem, dot, suffix = filename.rpartition(".")
    return f"{stem[:LONGEST_STEM]}{dot}{suffix[:10]}" if dot else suffix[:LONGEST_STEM]


def folder_of(organisation_id: int) -> str:
    """Return the folder of a body's files: the path itself says whose they are."""
    return f"organisations/{organisation_id}"
