"""Several people at the same moment: one thread and one connection for each."""

import threading
from collections.abc import Callable

from django.db import connections


def at_once(*works: Callable[[], object]) -> list[str]:
    """Start the works together; return the names of what they raised, or "done", in the order of the alphabet."""
    start, outcomes = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        start.wait(timeout=20)
        try:
            work()
            outcomes.append("done")
        except Exception as fault:
            outcomes.append(type(fault).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(outcomes)
