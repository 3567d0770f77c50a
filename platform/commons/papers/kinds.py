"""What papers there are. Each house registers its own."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

from commons.values.ref import Ref

Text = str | Promise
Context = Callable[[Ref, int | None], Mapping[str, Any]]

_CODE = re.compile(r"[A-Z0-9\u3040-\u30ff\u4e00-\u9fff]{1,6}")  # it stands in addresses and file names


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    """A kind of paper (参加申込書): how it is called and numbered, what it says, and who besides its owner reads it.

    ``context(subject, owner_id)`` returns primitives, dates and dataclasses, never models: what a paper says is frozen
    with it, and the same words for the same owner are the same paper. ``template`` extends ``papers/paper.html``.
    A kind with ``announced=False`` waits for ``announce()`` before its owner, or the verification page, knows of it.
    """

    name: str  # "procurement.participation-form"; stored with each paper
    title: Text  # 「参加申込書」
    code: str  # 「参申」: the series of numbers
    template: str
    context: Context
    audience: Literal["owner", "hub"] = "owner"  # "hub": the owner, and the hub's officers too
    announced: bool = True


_kinds: dict[str, PaperKind] = {}


def register(kind: PaperKind) -> PaperKind:
    """Add a kind of paper. Called from ``AppConfig.ready()``."""
    if not _CODE.fullmatch(kind.code):
        raise ValueError(f"the code of {kind.name} is not of one to six kanji, kana, capitals or digits: {kind.code!r}")
    rival = next((one for one in _kinds.values() if one.code == kind.code and one.name != kind.name), None)
    if rival:
        raise ValueError(f"{kind.name} and {rival.name} would share the numbers of {kind.code}")
    _kinds[kind.name] = kind
    return kind


def named(name: str) -> PaperKind:
    """Return the kind called ``name``; raise ``LookupError`` when its house is absent."""
    return _kinds[name]
