"""Work that takes longer than a page may: imports, bulk papers, allocation runs.

A house imports from here: ``work`` to register a generator function, ``Progress`` and ``Result`` for it to tell with,
``start`` to have it done. The row is the work: Celery carries nudges, as for deliveries, in a queue of its own.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .works import Progress, Result, work

if TYPE_CHECKING:
    from .starting import start

__all__ = ["Progress", "Result", "start", "work"]


def __getattr__(name: str) -> Any:
    """Fetch what needs the models only when it is asked for: Django imports this package before it has any."""
    if name == "start":
        return import_module(".starting", __name__).start
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
