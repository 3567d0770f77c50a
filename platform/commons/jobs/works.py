"""What works there are. Each house registers its own."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from django.utils.functional import Promise

if TYPE_CHECKING:
    from .models import Job

Text = str | Promise
RunsAs = Literal["owner", "system"]


@dataclass(frozen=True)
class Progress:
    """How far a work has come. What it did until here is committed: a work commits each step by itself.

    ``checkpoint`` is kept with the job: a work that is taken up again after a kill finds the last one in
    ``job.checkpoint``. Without one it starts over, so its steps must be harmless the second time.
    """

    done: int
    total: int
    note: Text = ""
    checkpoint: Any = None  # JSON


@dataclass(frozen=True)
class Result:
    """What a work leaves: a sentence, a page to go on to, a file to fetch.

    ``file`` is moved into the owner's folder of the private storage. ``faults`` are parts that were left out, each with
    its name and the reason in a sentence; figures and other primitives go into ``facts``.
    """

    note: Text = ""
    url: str = ""
    file: Path | None = None
    filename: str = ""
    faults: list[tuple[str, str]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


Steps = Generator[Progress, None, Result | None]
Function = Callable[["Job"], Steps]


@dataclass(frozen=True)
class Work:
    """A generator function that jobs call by name, its title for the page, and in whose scope it runs."""

    name: str  # stored with each job: it outlives the function's own name, and a release
    title: Text
    function: Function
    runs_as: RunsAs


_works: dict[str, Work] = {}


def work(name: str, *, title: Text = "", runs_as: RunsAs = "owner") -> Callable[[Function], Function]:
    """Register the decorated generator function. An app's ``ready()`` imports its module so that this runs.

    It is called with the job: ``job.params`` as given to ``start()``, ``job.checkpoint``. It runs in the scope of the
    owner, with the roles of whoever started it; for work on many bodies' rows, and for what nobody in person started,
    in the system's. No transaction is open between its steps. A ``Refusal`` ends the job with its sentence; any other
    fault is tried again.
    """

    def register(function: Function) -> Function:
        known = _works.get(name)
        if known is not None and _place(known.function) != _place(function):
            raise ValueError(f"two works are called {name!r}")
        _works[name] = Work(name, title or name, function, runs_as)
        return function

    return register


def named(name: str) -> Work | None:
    """Return the work called ``name``, or ``None`` when an upgrade has removed it."""
    return _works.get(name)


def _place(function: Function) -> tuple[str, str]:
    return function.__module__, function.__qualname__
