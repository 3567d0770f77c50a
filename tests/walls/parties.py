"""Who asks, who keeps, and what is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from commons.accounts.models import User


@dataclass(frozen=True)
class Asker:
    """Somebody who asks, and the body for which they act, if any."""

    name: str
    user: User | None = None
    body: str | None = None
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Secret:
    """Something that only some may read. ``shown`` is whether a page shows it to them at all."""

    text: str
    what: str
    may_read: Callable[[Asker], bool]
    shown: bool = True


@dataclass(frozen=True)
class Household:
    """A body, the clerk who keeps its things, and the things themselves by model."""

    slug: str
    keeper: User
    things: dict[str, list[Model]] = field(default_factory=dict)

    def ids(self, model: type[Model]) -> list[Any]:
        """Return the keys of its things of a model."""
        return [thing.pk for thing in self.things[model._meta.label]]
