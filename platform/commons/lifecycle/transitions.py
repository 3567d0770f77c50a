"""The one door through a change of state.

A model that goes through it has ``state`` (with choices), ``version`` (an integer), ``ref``, and ``TRANSITIONS``, the
one table that buttons, actions and tests read. Where it also has ``state_since``, the moment is kept there.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from commons.audit import log, verbs
from commons.events import announce
from commons.values.refusals import Refusal, StaleEdit

from .events import Advanced

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Transition:
    """One way: out of ``source`` by ``verb`` into ``target``. States and verbs are words of ASCII letters and ``_``."""

    source: str
    verb: str
    target: str


class Table:
    """Every way that a kind of thing can go."""

    def __init__(self, transitions: Iterable[Transition]) -> None:
        self._targets: dict[tuple[str, str], str] = {}
        for way in transitions:
            key = str(way.source), way.verb
            if key in self._targets:
                raise ValueError(f"two ways lead out of {way.source!r} by {way.verb!r}")
            self._targets[key] = str(way.target)

    def __iter__(self) -> Iterator[Transition]:
        return (Transition(source, verb, target) for (source, verb), target in self._targets.items())

    def target(self, source: str, verb: str) -> str | None:
        """Return where ``verb`` leads from ``source``; ``None`` when there is no such way."""
        return self._targets.get((str(source), verb))

    def verbs_from(self, source: str) -> list[str]:
        """List what may be done in ``source``, in the table's order."""
        return [verb for state, verb in self._targets if state == source]


class IllegalMove(Refusal):
    """No way leads out of the thing's present state by this verb."""

    def __init__(self, thing: Any, verb: str) -> None:
        self.thing, self.state, self.verb = thing, thing.state, verb
        words = {"state": thing.get_state_display(), "verb": verbs.label(verb)}
        super().__init__(_("The state is “%(state)s” now, and “%(verb)s” is not possible in it.") % words)


def table(*transitions: Transition) -> Table:
    """Build the one table of a kind of thing."""
    return Table(transitions)


def advance(thing: M, verb: str, *, at: dt.datetime, version: int | None = None, changed: Iterable[str] = ()) -> M:
    """Lock the row, check the table, change the state, record it and announce ``Advanced``; return the locked row.

    The action above has checked the rule. ``version`` is the one that a form showed: ``StaleEdit`` when it is no longer
    the present one. ``changed`` names the other fields that the caller changes, for the log. What the caller had in
    hand stays as it was: go on with the row that is returned.
    """
    with transaction.atomic():
        locked: Any = lock(thing)
        target = locked.TRANSITIONS.target(locked.state, verb)
        if target is None:
            raise IllegalMove(locked, verb)
        if version is not None and version != locked.version:
            raise StaleEdit(current=locked)
        source, locked.state = str(locked.state), target
        locked.version += 1
        fields = ["state", "version"]
        if hasattr(locked, "state_since"):
            locked.state_since = at
            fields.append("state_since")
        locked.save(update_fields=fields)
        log.record(verb, locked.ref, changed={"state", *changed})
        announce(Advanced(subject=locked.ref, verb=verb, source=source, target=target))
    return locked  # type: ignore[no-any-return]  # read as Any: no protocol describes a model with such fields


def lock(thing: M) -> M:
    """Read the thing's row again and hold it until the transaction ends."""
    rows = type(thing)._base_manager
    return rows.select_for_update(of=("self",)).get(pk=thing.pk)
