"""A kind of notice that the tests write."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from commons.accounts.models import User
from commons.notifications import Message, messages, notify
from commons.tenancy import scopes
from commons.values.ref import Ref

KIND = "tests.chairs_counted"
THING = Ref("tests.thing", "chairs")
SUBSTANCE = "椅子840脚"


@pytest.fixture(autouse=True)
def message() -> Iterator[Callable[..., None]]:
    """Register the kind for the length of a test; calling the fixture changes its title."""
    before = dict(messages._messages)

    def register(title: Any = lambda subject, params: "集計が終わりました") -> None:
        messages.register(
            Message(
                kind=KIND,
                title=title,
                line=lambda subject, params: f"{SUBSTANCE}（{params.get('round', 1)}回目）",
                url=lambda subject, params: f"/things/{subject.public_id}/",
            )
        )

    register()
    yield register
    messages._messages.clear()
    messages._messages.update(before)


@pytest.fixture
def tell() -> Callable[..., int]:
    """Write notices as a database handler does."""

    def told(*people: User, key: str = "counted-1", **more: Any) -> int:
        with scopes.system("test"), transaction.atomic():
            return notify(KIND, to=[person.pk for person in people], subject=THING, key=key, **more)

    return told
