"""A kind of request that the tests ask for, and people of two bodies."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import pytest

from commons.accounts.models import Role, User
from commons.lifecycle import approvals
from commons.lifecycle.approvals import kinds
from commons.lifecycle.models import ApprovalRequest
from commons.tenancy.scopes import Scope
from commons.values import clock
from commons.values.ref import Ref
from tests import people

KIND = "tests.purchase"
THING = Ref("tests.thing", "chairs")


@dataclass
class House:
    """What a house keeps of its kind: what was granted, and when things end."""

    deadline: dt.datetime | None = None
    granted: list[dict[str, Any]] = field(default_factory=list)
    refuses: Exception | None = None

    def grant(self, request: ApprovalRequest) -> None:
        """Do what a house does when its request is granted."""
        if self.refuses:
            raise self.refuses
        self.granted.append(request.payload)


@pytest.fixture
def house() -> Iterator[House]:
    """Register the kind for the length of a test."""
    before, made = dict(kinds._kinds), House()
    approvals.register(
        approvals.ApprovalKind(
            name=KIND,
            label="Purchase",
            title=lambda request: f"{request.payload.get('quantity')} chairs",
            rows=lambda payload: [
                ("Quantity", str(payload.get("quantity"))),
                ("Price", str(payload.get("price")), True),
            ],
            granted=made.grant,
            deadline=lambda request: made.deadline,
        )
    )
    yield made
    kinds._kinds.clear()
    kinds._kinds.update(before)


@dataclass
class Ward:
    """A body with a clerk and an approver."""

    slug: str
    clerk: User
    approver: User

    def as_clerk(self) -> AbstractContextManager[Scope]:
        """Work as its clerk."""
        return people.member_scope(self.slug, Role.CLERK, user=self.clerk)

    def as_approver(self, user: User | None = None) -> AbstractContextManager[Scope]:
        """Work as its approver, or another one."""
        return people.member_scope(self.slug, Role.APPROVER, user=user or self.approver)

    def another_approver(self, **fields: Any) -> User:
        """Make one more approver."""
        return people.person_acting_for(self.slug, Role.APPROVER, **fields)


def ward_of(slug: str) -> Ward:
    """Make a body's clerk and approver."""
    return Ward(slug, people.person_acting_for(slug), people.person_acting_for(slug, Role.APPROVER, title="課長"))


@pytest.fixture
def ward(db: None) -> Ward:
    """Return 世田谷区 with its people."""
    return ward_of("setagaya")


@pytest.fixture
def ask(house: House) -> Callable[..., ApprovalRequest]:
    """Ask in the open scope."""

    def asked(quantity: int = 120, *, thing: Ref = THING, **more: Any) -> ApprovalRequest:
        return approvals.request(kind=KIND, subject=thing, payload={"quantity": quantity, "price": 25_400} | more)

    return asked


@pytest.fixture
def moment() -> Callable[[int, int], dt.datetime]:
    """Return a moment of June of the demonstration's year."""
    return lambda day, hour: dt.datetime(2026, 6, day, hour, tzinfo=clock.JST)
