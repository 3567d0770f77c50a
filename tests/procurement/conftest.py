"""Papers of this house are issued in its tests without waiting for the press."""

import pytest

from commons.papers.pressing import Printed, pressman


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Print nothing: return what was to be printed."""
    printed: list[str] = []

    def fake(html: str) -> Printed:
        printed.append(html)
        return Printed(b"%PDF " + html.encode(), 1)

    monkeypatch.setattr(pressman, "print", fake)
    return printed
