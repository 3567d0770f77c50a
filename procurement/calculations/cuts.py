"""When a sum of many bodies' figures may be published, so that nobody works out one body's figure by subtraction."""

from collections.abc import Iterable, Mapping

LEAST_COUNTED = 3  # the number of bodies shows from here
LEAST_SUMMED = 4  # a sum shows from here: each body in it faces three others
LEAST_CHANGED = 3  # two published sums differ by the figures of so many bodies at least

Figures = Mapping[int, int]  # quantity by body; a body without any is absent


def changed_bodies(before: Figures, after: Figures) -> int:
    """Count the bodies whose figure differs."""
    return sum(before.get(body, 0) != after.get(body, 0) for body in {*before, *after})


def may_follow(published: Iterable[Figures], after: Figures) -> bool:
    """Tell whether ``after`` may be published beside what was: it differs enough from each, not from the last alone.

    Held against the last one only, a sum could come back to an older one but for a single body.
    """
    return all(changed_bodies(before, after) >= LEAST_CHANGED for before in published)


def shown_count(bodies: int) -> int | None:
    """Return a number of bodies if it may be shown."""
    return bodies if bodies >= LEAST_COUNTED else None


def shown_total(figures: Figures) -> int | None:
    """Return the sum if it may be shown."""
    return sum(figures.values()) if len(figures) >= LEAST_SUMMED else None
