"""What can be asked for: each house registers its kinds."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise

from commons.lifecycle.models import ApprovalRequest

Text = str | Promise


class Row(NamedTuple):
    """One line of what is asked for. ``private`` marks what only the body itself ever sees, such as a maximum price."""

    label: Text
    value: Text
    private: bool = False


@dataclass(frozen=True)
class Check:
    """One rule that the request was held against. It advises, with its source, and never blocks."""

    ok: bool
    title: Text
    why: Text = ""


def _none(request: ApprovalRequest) -> None:
    return None


def _no_text(request: ApprovalRequest) -> Text:
    return ""


def _no_checks(request: ApprovalRequest) -> Sequence[Check]:
    return ()


@dataclass(frozen=True, kw_only=True)
class ApprovalKind:
    """A kind of thing that binds a body. Every function is called in the scope of whoever looks or decides.

    ``granted`` runs inside the deciding transaction, exactly once, and creates or moves the house's row; a refusal that
    it raises undoes the decision. ``deadline`` is asked anew whenever somebody decides, for it may have moved.
    """

    name: str  # "procurement.participation"
    label: Text
    title: Callable[[ApprovalRequest], Text]
    rows: Callable[[dict[str, Any]], Sequence[Row | tuple[Any, ...]]]
    granted: Callable[[ApprovalRequest], object]
    deadline: Callable[[ApprovalRequest], dt.datetime | None] = _none
    edit_url: Callable[[ApprovalRequest], str] = lambda request: ""
    url: Callable[[ApprovalRequest], str] = lambda request: ""
    checks: Callable[[ApprovalRequest], Sequence[Check]] = _no_checks
    consequence: Callable[[ApprovalRequest], Text] = _no_text  # what approving binds the body to, in a sentence
    refused_means: Callable[[ApprovalRequest], Text] = _no_text

    def rows_of(self, payload: dict[str, Any]) -> list[Row]:
        """Return the lines of a payload."""
        return [Row(*row) for row in self.rows(payload)]


_kinds: dict[str, ApprovalKind] = {}


def register(kind: ApprovalKind) -> None:
    """Add a kind. Called from ``AppConfig.ready()``."""
    _kinds[kind.name] = kind


def named(name: str) -> ApprovalKind:
    """Return a kind by name; raise ``LookupError`` when its house is absent."""
    return _kinds[name]


def registered() -> list[ApprovalKind]:
    """List the kinds of the houses that are there."""
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def label_of(name: str) -> Text:
    """Return what a kind is called; nothing for an absent house."""
    return _kinds[name].label if name in _kinds else ""
