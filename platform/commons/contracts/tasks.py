"""What a person has to do next, and what they wait for: each floor and house tells the home page its own."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from commons.tenancy.scopes import Scope

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do. ``look`` is the kind of state in the design: draft, open, doing, back, done, stop or closed."""

    title: Text
    url: str
    kind: Text  # the house, or what it is: 「共同調達」
    state: Text
    look: str = "open"
    due_at: dt.datetime | None = None
    what: Text = ""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing of the person's body that waits for somebody else."""

    title: Text
    url: str
    state: Text
    whom: Text
    since: dt.datetime
    look: str = "doing"


TaskSource = Callable[[Scope], list[Task]]
WaitingSource = Callable[[Scope], list[Waiting]]

_tasks: list[TaskSource] = []
_waiting: list[WaitingSource] = []


def register(source: TaskSource) -> None:
    """Add a source: the tasks of a scope, in a constant number of queries."""
    if source not in _tasks:
        _tasks.append(source)


def register_waiting(source: WaitingSource) -> None:
    """Add a source of what waits for others."""
    if source not in _waiting:
        _waiting.append(source)


def of(scope: Scope) -> list[Task]:
    """List a scope's tasks, the nearest deadline first, those without one last."""
    found = [task for source in _tasks for task in source(scope)]
    return sorted(found, key=lambda task: (task.due_at is None, task.due_at or dt.datetime.max, str(task.title)))


def waiting_for_others(scope: Scope) -> list[Waiting]:
    """List what a scope waits for, the longest wait first."""
    found = [waiting for source in _waiting for waiting in source(scope)]
    return sorted(found, key=lambda waiting: waiting.since)
