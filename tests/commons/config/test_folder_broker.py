"""A folder of messages: whole or not there, each to one reader, and no fault of a file ends a worker."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu.connection import Connection

from commons.config import folder_broker
from commons.config.worker import transport_options


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path / "broker"


@pytest.fixture
def opened(folder: Path) -> Iterator[Callable[[], Any]]:
    connections: list[Connection] = []

    def channel() -> Any:
        connections.append(Connection("filesystem://", transport_options=transport_options("filesystem://")))
        return connections[-1].channel()

    yield channel
    for connection in connections:
        connection.release()


def test_the_folder_transport_is_what_filesystem_means(opened: Callable[[], Any]) -> None:
    assert type(opened()) is folder_broker.Channel


def test_messages_come_out_in_their_order_and_once(opened: Callable[[], Any], folder: Path) -> None:
    channel = opened()
    for number in range(3):
        channel._put("deliveries", {"number": number})
    channel._put("jobs", {"number": 9})

    assert channel._size("deliveries") == 3
    assert [channel._get("deliveries")["number"] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(Empty):
        channel._get("deliveries")
    assert [message.name.partition(".")[2] for message in folder.iterdir()] == ["jobs.msg"]


@pytest.mark.parametrize("text", ["", '{"number": ', "\x00"])
def test_an_unreadable_message_is_thrown_away_and_the_next_one_read(
    opened: Callable[[], Any], folder: Path, text: str
) -> None:
    channel = opened()
    channel._put("deliveries", {"number": 1})
    (folder / "0_broken.deliveries.msg").write_text(text)

    assert channel._get("deliveries") == {"number": 1}
    assert list(folder.iterdir()) == []


def test_a_message_that_is_being_written_is_not_there_yet(opened: Callable[[], Any], folder: Path) -> None:
    channel = opened()
    folder.mkdir()
    (folder / "1_x.draft").write_text("")

    with pytest.raises(Empty):
        channel._get("deliveries")


def test_a_folder_that_is_away_holds_nothing_and_comes_back_with_the_next_message(
    opened: Callable[[], Any], folder: Path
) -> None:
    channel = opened()

    with pytest.raises(Empty):
        channel._get("deliveries")
    assert channel._size("deliveries") == 0
    channel._put("deliveries", {"number": 1})

    assert channel._get("deliveries") == {"number": 1}


def test_purging_empties_one_queue(opened: Callable[[], Any]) -> None:
    channel = opened()
    for queue in ("deliveries", "deliveries", "jobs"):
        channel._put(queue, {})

    assert channel._purge("deliveries") == 2
    assert (channel._size("deliveries"), channel._size("jobs")) == (0, 1)


def test_of_several_readers_one_gets_a_message(opened: Callable[[], Any]) -> None:
    writer = opened()
    for number in range(100):
        writer._put("deliveries", {"number": number})
    got: list[int] = []

    def read(channel: Any) -> None:
        while True:
            try:
                got.append(channel._get("deliveries")["number"])
            except Empty:
                return

    readers = [threading.Thread(target=read, args=[opened()]) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert sorted(got) == list(range(100))
