"""The outbox's way in: what is written, and what is refused."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from commons.events import Event, announce, deliver_due, receives
from commons.events.models import Announcement, Delivery
from commons.values.ref import Ref

ITEM = Ref("test.item", "a1")
heard: list["SomethingPublished"] = []


@dataclass(frozen=True, kw_only=True)
class SomethingPublished(Event):
    version_id: int
    replaced: Ref | None = None


@receives(SomethingPublished, name="test_outbox.hear")
def hear(event: SomethingPublished) -> None:
    heard.append(event)


@pytest.fixture(autouse=True)
def _nothing_heard() -> None:
    heard.clear()


@pytest.mark.django_db
def test_an_announcement_reaches_its_handler_as_it_was_said() -> None:
    event = SomethingPublished(subject=ITEM, version_id=7, replaced=Ref("test.item", "a0"))

    with transaction.atomic():
        announce(event)
    done = deliver_due()

    assert (done.closed, done.failed, done.drained) == (1, 0, True)
    assert heard == [event]


@pytest.mark.django_db
def test_announcing_outside_a_transaction_raises() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        announce(SomethingPublished(subject=ITEM, version_id=7))
    assert not Announcement.objects.exists()


@pytest.mark.django_db
def test_a_rollback_leaves_neither_announcement_nor_delivery() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce(SomethingPublished(subject=ITEM, version_id=7))
        assert Delivery.objects.count() == 1
        raise ZeroDivisionError

    assert (Announcement.objects.count(), Delivery.objects.count()) == (0, 0)
