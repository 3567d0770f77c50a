"""Announcements through a transactional outbox.

A house imports from here: ``Event`` to say what happened, ``announce`` to say it inside the transaction that did it,
``receives`` to turn it into work, ``deliver_due`` to have waiting deliveries done now (the worker does it otherwise).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .event import Event
from .handlers import receives

if TYPE_CHECKING:
    from .delivering import deliver_due
    from .outbox import announce

__all__ = ["Event", "announce", "deliver_due", "receives"]

_behind_models = {"announce": ".outbox", "deliver_due": ".delivering"}


def __getattr__(name: str) -> Any:
    """Fetch what needs the models only when it is asked for: Django imports this package before it has any."""
    if name in _behind_models:
        return getattr(import_module(_behind_models[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
