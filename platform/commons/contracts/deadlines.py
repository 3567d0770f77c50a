"""The next moment at which something ends or begins anywhere, for the demo bar and the agenda."""

import datetime as dt
from collections.abc import Callable

Source = Callable[[dt.datetime], dt.datetime | None]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source: given a moment, it returns its next boundary strictly after it, or ``None``."""
    if source not in _sources:
        _sources.append(source)


def next_after(moment: dt.datetime) -> dt.datetime | None:
    """Return the nearest boundary of all houses strictly after ``moment``."""
    found = [boundary for source in _sources if (boundary := source(moment)) is not None]
    return min(found, default=None)
