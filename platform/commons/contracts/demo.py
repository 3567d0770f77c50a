"""Who fills the demonstration, in which order."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Seeder:
    """One house's demonstration: a sentence for the progress line, and the work. Running it twice changes nothing."""

    name: str
    order: int
    seed: Callable[[], None]


_seeders: dict[str, Seeder] = {}


def register(seeder: Seeder) -> None:
    """Add a house's demonstration."""
    _seeders[seeder.name] = seeder


def seeders() -> list[Seeder]:
    """List the demonstrations in the order in which they build on each other."""
    return sorted(_seeders.values(), key=lambda seeder: (seeder.order, seeder.name))
