"""Announce as a web process would: one JSON order a line, one JSON answer a line."""

import json
import sys
import time

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - models are there after setup()

from commons.events import announce  # noqa: E402 - as above
from commons.values.ref import Ref  # noqa: E402 - as above
from tests.commons.events.stage.receivers import Poked  # noqa: E402 - as above


def poke(numbers: list[int], subjects: int) -> dict[str, object]:
    """Write and announce in a transaction each; tell the longest wait and the faults a user would have seen."""
    longest, faults = 0.0, []
    for number in numbers:
        began = time.monotonic()
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("INSERT INTO stage_request (number) VALUES (%s)", [number])
                announce(Poked(subject=Ref("stage.thing", f"s{number % subjects}"), number=number))
        except Exception as fault:  # whatever it is, the test wants to see it
            faults.append(repr(fault))
        longest = max(longest, time.monotonic() - began)
    return {"longest": longest, "faults": faults}


for line in sys.stdin:
    print(json.dumps(poke(**json.loads(line))), flush=True)
