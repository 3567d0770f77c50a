"""The stage's event and its two handlers, of which each leaves a trace every time it works."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from commons.events import Event, receives

from . import deaths


@dataclass(frozen=True, kw_only=True)
class Poked(Event):
    """Something was poked for the ``number``-th time."""

    number: int


@receives(Poked, name="stage.write")
def write(event: Poked) -> None:
    """Leave a row."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO stage_effect (subject, number) VALUES (%s, %s)", [str(event.subject), event.number])
    deaths.here("in the database handler")
    _linger()


@receives(Poked, name="stage.send", kind="outside")
def send(event: Poked) -> None:
    """Leave a line."""
    deaths.here("in the outside handler")
    with (settings.VAR / "sent").open("a") as sent:
        sent.write(f"{event.number}\n")
    deaths.here("after the outside handler")


def _linger() -> None:
    """Stay in the middle of the handler while the test wants it."""
    if (settings.VAR / "linger").exists():
        (settings.VAR / "inside").touch()
        while (settings.VAR / "linger").exists():
            time.sleep(0.02)
