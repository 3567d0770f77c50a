"""Whether the public may see a file: the floor that publishes says so."""

from collections.abc import Callable
from typing import Any

Predicate = Callable[[Any], bool]

_predicates: list[Predicate] = []


def register(predicate: Predicate) -> None:
    """Add a predicate: it tells whether something live and public shows this file."""
    if predicate not in _predicates:
        _predicates.append(predicate)


def is_public(file: Any) -> bool:
    """Tell whether anybody may see the file."""
    return any(predicate(file) for predicate in _predicates)
