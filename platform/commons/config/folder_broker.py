"""Kombu's filesystem transport, made safe against half-written messages.

As it comes, a reader may find a message, or the table of queues, between its opening and its writing; the empty text
is no JSON, and the whole worker ends without a word. A full disk or a killed writer leaves such a file for good. Here
a message appears at once under its name, one reader wins it, and what cannot be read is thrown away: it was a nudge.
"""

import os
import time
import uuid
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

import structlog
from kombu.transport import TRANSPORT_ALIASES, filesystem, virtual
from kombu.utils.json import dumps, loads

log = structlog.get_logger(__name__)


class Channel(filesystem.Channel):
    """Messages as files of one folder."""

    supports_fanout = False  # each process then keeps its table of queues in memory, and declares what it uses

    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]  # kombu's two bases differ
        folder = Path(self.data_folder_out)
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{time.time_ns()}_{uuid.uuid4().hex}"
        draft = folder / f"{name}.draft"
        draft.write_text(dumps(payload), encoding="utf-8")  # type: ignore[no-untyped-call]  # kombu's
        draft.rename(folder / f"{name}.{queue}.msg")

    def _get(self, queue: str, timeout: Any = None) -> Any:
        for message in self._waiting(queue):
            try:
                text = message.read_text(encoding="utf-8")
                message.unlink()  # whoever removes it has it
            except OSError:
                continue  # another worker was quicker, or somebody cleans up
            try:
                return loads(text)  # type: ignore[no-untyped-call]  # kombu's
            except ValueError:
                log.warning("message_unreadable", queue=queue)
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._waiting(queue))

    def _purge(self, queue: str) -> int:
        waiting = self._waiting(queue)
        for message in waiting:
            with suppress(OSError):
                message.unlink()
        return len(waiting)

    def _waiting(self, queue: str) -> list[Path]:
        """List a queue's messages, oldest first; none when the folder is away, for it may come back."""
        folder = self.data_folder_in
        try:
            names = os.listdir(folder)
        except OSError:
            return []
        return [Path(folder, name) for name in sorted(names) if name.partition(".")[2] == f"{queue}.msg"]


class Transport(filesystem.Transport):
    """The filesystem as a broker."""

    Channel = Channel
    global_state = virtual.BrokerState()  # type: ignore[no-untyped-call]  # kombu's


def install() -> None:
    """Have ``filesystem://`` mean this transport."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
