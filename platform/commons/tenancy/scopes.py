"""On whose behalf a unit of work runs.

Exactly one scope is open at a time. Middleware, tasks and commands open it; everything below reads it. A scope
carries plain ids and roles, so that this floor needs to know no user and no membership.

Threads start with none (a context variable does not cross into them); coroutines keep the one they were started in.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["public", "person", "member", "system"]


class ScopeError(RuntimeError):
    """Private data was asked for in a way that forgets whose it is. Always a fault of ours, never of the user's."""


class NoScope(ScopeError):
    """Work reached private data with no scope open, or by a way that no scope restricts."""


class ForeignScope(ScopeError):
    """Work for one owner tried to go on as, or with rows of, another."""


@dataclass(frozen=True)
class Scope:
    """Say who asks: nobody in particular, a person, a member of a body in a role, or the system with a reason."""

    kind: Kind
    user_id: int | None = None
    organisation_id: int | None = None
    roles: frozenset[str] = frozenset()
    reason: str = ""
    crosses: bool = False

    @property
    def sees_all_owners(self) -> bool:
        """Tell whether rows of every owner may be read: by the system, or in an explicit crossing."""
        return self.kind == "system" or self.crosses

    @property
    def writes_for_all_owners(self) -> bool:
        """Tell whether rows of every owner may be written: by the system alone. A crossing reads."""
        return self.kind == "system"

    def has_role(self, *roles: str) -> bool:
        """Tell whether the asker acts in one of ``roles``."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True)
class _Layer:
    """An open scope, and for whom the work around it is done: the nearest scope that is somebody's."""

    scope: Scope
    behalf: Scope | None


Recorder = Callable[[Scope, str], None]

_open: ContextVar[_Layer | None] = ContextVar("tenancy_scope", default=None)
_recorders: list[Recorder] = []


def on_crossing(recorder: Recorder) -> None:
    """Have ``recorder(scope, reason)`` called each time work crosses owners; a floor above keeps the record."""
    if recorder not in _recorders:
        _recorders.append(recorder)


def current() -> Scope:
    """Return the open scope; raise ``NoScope`` when there is none."""
    layer = _open.get()
    if layer is None:
        raise NoScope("No scope is open. Open public(), person(), member() or system() around this work.")
    return layer.scope


def current_or_none() -> Scope | None:
    """Return the open scope or ``None``; for logs and pages that must render even on a fault."""
    layer = _open.get()
    return layer.scope if layer else None


@contextmanager
def opened(scope: Scope) -> Iterator[Scope]:
    """Run a block in ``scope``. Refuse to slip from one organisation or person into another.

    Never hold it open across the ``yield`` of a stream: a suspended generator leaves its scope to whoever consumes it.
    """
    if scope.crosses:
        raise ScopeError("Owners are crossed by crossing(reason), which is recorded.")
    with _layer(scope):
        yield scope


def public() -> AbstractContextManager[Scope]:
    """Open the scope of a visitor: shared rows, and nothing private."""
    return opened(Scope("public"))


def person(user_id: int) -> AbstractContextManager[Scope]:
    """Open the scope of a person's own things: a specialist's, a reviewer's."""
    return opened(Scope("person", user_id=user_id))


def member(*, user_id: int, organisation_id: int, roles: frozenset[str]) -> AbstractContextManager[Scope]:
    """Open the scope of somebody who acts for a body in ``roles``."""
    return opened(Scope("member", user_id=user_id, organisation_id=organisation_id, roles=roles))


def system(reason: str) -> AbstractContextManager[Scope]:
    """Open the scope of work that belongs to no single owner, such as a delivery; ``reason`` says which."""
    if not reason.strip():
        raise ScopeError("System work needs a reason in words.")
    return opened(Scope("system", reason=reason))


@contextmanager
def crossing(reason: str) -> Iterator[Scope]:
    """Read across owners inside the open scope, for a reason in words that is recorded. It writes for nobody else."""
    if not reason.strip():
        raise ScopeError("Crossing owners needs a reason in words.")
    scope = current()
    for recorder in _recorders:
        recorder(scope, reason)
    with _layer(replace(scope, crosses=True, reason=reason)) as crossed:
        yield crossed


@contextmanager
def _layer(scope: Scope) -> Iterator[Scope]:
    outer = _open.get()
    behalf = outer.behalf if outer else None
    if behalf is not None and not _may_go_on_as(behalf, scope):
        raise ForeignScope(f"Work for {behalf} tried to go on as {scope}.")
    token = _open.set(_Layer(scope, behalf if scope.kind == "public" else scope))
    try:
        yield scope
    finally:
        _open.reset(token)


def _may_go_on_as(behalf: Scope, inner: Scope) -> bool:
    """Let work narrow to the public, let the system work for anybody, and keep everybody else to themselves.

    A member's work reaches other owners by crossing() only, which is recorded: never by system().
    """
    if inner.kind == "public" or behalf.kind == "system":
        return True
    if inner.kind == "system":
        return False
    return (behalf.organisation_id, behalf.user_id) == (inner.organisation_id, inner.user_id)
