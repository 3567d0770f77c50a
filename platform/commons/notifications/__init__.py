"""Notices to people: in-app, and by mail that tells nothing but that there is one.

A house registers a ``Message`` for each kind in ``AppConfig.ready()``. Its database handlers call ``notify`` for whom
``recipients`` names.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .messages import Message

if TYPE_CHECKING:
    from .notices import notify
    from .receiving import recipients

__all__ = ["Message", "notify", "recipients"]

_behind_models = {"notify": ".notices", "recipients": ".receiving"}


def __getattr__(name: str) -> Any:
    """Fetch what needs the models only when it is asked for: Django imports this package before it has any."""
    if name in _behind_models:
        return getattr(import_module(_behind_models[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
