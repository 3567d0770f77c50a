"""What a notice says: each floor and house registers its kinds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from commons.values.ref import Ref

Text = str | Promise
Params = Mapping[str, Any]


@dataclass(frozen=True)
class Message:
    """One kind of notice.

    ``title`` goes by mail, through gateways and past strangers' eyes: it is the same whatever the notice is about, and
    asks no database. ``line`` is read by the person alone, after signing in; it and ``url`` are worked out when the
    notice is written, in the system's scope, ``line`` once in each language. Neither may tell what the recipients may
    not know.
    """

    kind: str
    title: Callable[[Ref, Params], Text]
    line: Callable[[Ref, Params], Text]
    url: Callable[[Ref, Params], str]


_messages: dict[str, Message] = {}


def register(message: Message) -> None:
    """Add a kind of notice; registering it once more replaces it."""
    _messages[message.kind] = message


def find(kind: str) -> Message | None:
    """Return a kind of notice; ``None`` when its house is absent or an upgrade has removed it."""
    return _messages.get(kind)


def registered() -> list[Message]:
    """List every kind, for the test that no title gives anything away."""
    return [_messages[kind] for kind in sorted(_messages)]
