"""Links from one house to another: a kind and a public id, resolved by whoever registered the kind."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from commons.values.ref import Ref


@dataclass(frozen=True)
class Resolved:
    """What a reference leads to, for whoever asks in the open scope."""

    title: str
    url: str


Resolver = Callable[[str], Resolved | None]

Text = str | Promise

_resolvers: dict[str, Resolver] = {}
_labels: dict[str, Text] = {}


def register(kind: str, resolver: Resolver, *, label: Text = "") -> None:
    """Say how public ids of ``kind`` are resolved; ``None`` means "not for this asker", like an unknown id."""
    _resolvers[kind] = resolver
    _labels[kind] = label


def label(kind: str) -> Text:
    """Return what a kind of thing is called, for the log; nothing for an absent house."""
    return _labels.get(kind, "")


def kinds() -> list[str]:
    """List the kinds that somebody resolves."""
    return sorted(_resolvers)


def resolve(ref: Ref) -> Resolved | None:
    """Follow a reference. An absent house answers like an absent thing: ``None``."""
    resolver = _resolvers.get(ref.kind)
    return resolver(ref.public_id) if resolver else None
