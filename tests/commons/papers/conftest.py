"""Papers that are issued without waiting for the press."""

from collections.abc import Callable

import pytest

from commons.papers import PaperKind, issue
from commons.papers.models import Paper
from commons.papers.pressing import Printed, pressman
from commons.tenancy import scopes
from commons.values.ref import Ref
from tests.people import organisation

SUBJECT = Ref("test.thing", "one")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Print nothing: what a paper looks like is another test's. Return what was to be printed."""
    printed: list[str] = []

    def fake(html: str) -> Printed:
        printed.append(html)
        return Printed(b"%PDF " + html.encode(), 1)

    monkeypatch.setattr(pressman, "print", fake)
    return printed


@pytest.fixture
def issued() -> Callable[..., Paper]:
    """Issue a paper as the system does."""

    def issue_for(kind: PaperKind, *, slug: str = "setagaya", subject: Ref = SUBJECT) -> Paper:
        with scopes.system("test"):
            return issue(kind, subject, organisation(slug).pk)

    return issue_for
