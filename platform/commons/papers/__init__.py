"""Papers (帳票): HTML to PDF once, with a number, a stored original and a page that verifies it.

A house imports from here: ``PaperKind`` and ``register`` to say what it prints, ``issue``, ``reissue`` and ``revoke``
to do so. Issuing prints, which takes seconds: it is for jobs and outside handlers, and refuses to run in a transaction.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .kinds import PaperKind, register

if TYPE_CHECKING:
    from .issuing import announce, issue, reissue, revoke

__all__ = ["PaperKind", "announce", "issue", "register", "reissue", "revoke"]


def __getattr__(name: str) -> Any:
    """Fetch what needs the models only when it is asked for: Django imports this package before it has any."""
    if name in {"announce", "issue", "reissue", "revoke"}:
        return getattr(import_module(".issuing", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
