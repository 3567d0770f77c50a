"""Tell whether a transaction is open that production would have too."""

from django.db import connection


def is_open() -> bool:
    """Tell whether an atomic block is open; the one that a test case wraps around a test does not count.

    Counting it would let a test pass for code that fails in production, where nobody wraps anything.
    """
    blocks = connection.atomic_blocks
    return bool(blocks) and not blocks[-1]._from_testcase  # type: ignore[attr-defined]  # as Atomic's durable asks
