"""The outbox's way in: what is written, what is refused, what is put back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from commons.events import announce, deliver_due, nudging, outbox
from commons.events.models import Announcement, Delivery
from commons.tenancy import scopes
from commons.values import clock
from commons.values.ref import Ref
from tests.commons.events.lamps import LampLit
from tests.logged import logged

LIT = LampLit(subject=Ref("test.lamp", "lamp-1"), number=1)


def ignore(event: LampLit) -> None:
    """Do nothing."""


def announce_and_fail() -> None:
    """Lose the transaction after the announcement was written."""
    with transaction.atomic():
        announce(LIT)
        assert Announcement.objects.exists()
        raise ZeroDivisionError


@pytest.mark.django_db
def test_an_announcement_and_one_delivery_for_each_handler_are_written(receiving: Callable[..., None]) -> None:
    receiving(ignore, name="lamps.one")
    receiving(ignore, name="lamps.two", kind="outside")

    with clock.unit_of_work() as moment, transaction.atomic():
        announce(LIT)

    announcement = Announcement.objects.get()
    assert (announcement.event, announcement.subject) == ("tests.LampLit", "test.lamp:lamp-1")
    assert (announcement.payload, announcement.announced_at) == ({"number": 1}, moment)
    assert set(announcement.deliveries.values_list("handler", "subject", "tries", "closed_at", "parked_at")) == {
        ("lamps.one", "test.lamp:lamp-1", 0, None, None),
        ("lamps.two", "test.lamp:lamp-1", 0, None, None),
    }


@pytest.mark.django_db
def test_an_announcement_that_nobody_receives_is_still_written() -> None:
    with transaction.atomic():
        announce(LIT)

    assert (Announcement.objects.count(), Delivery.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_announcing_outside_a_transaction_raises() -> None:
    with pytest.raises(outbox.NoTransaction, match="outside a transaction"):
        announce(LIT)
    assert not Announcement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_announcing_outside_a_transaction_raises_where_no_test_wraps_one() -> None:
    with pytest.raises(outbox.NoTransaction, match="outside a transaction"):
        announce(LIT)
    assert not Announcement.objects.exists()


@pytest.mark.django_db
def test_a_rollback_leaves_neither_announcement_nor_delivery(receiving: Callable[..., None]) -> None:
    receiving(ignore)

    with pytest.raises(ZeroDivisionError):
        announce_and_fail()

    assert (Announcement.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_handler_that_is_new_receives_no_old_announcement(receiving: Callable[..., None]) -> None:
    heard: list[LampLit] = []
    with transaction.atomic():
        announce(LIT)

    receiving(heard.append)
    done = deliver_due()

    assert (done.closed, heard) == (0, [])


@pytest.mark.django_db
def test_one_handler_is_owed_one_delivery_of_an_announcement(receiving: Callable[..., None]) -> None:
    receiving(ignore)
    with transaction.atomic():
        announce(LIT)
    delivery = Delivery.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(
            announcement=delivery.announcement,
            handler=delivery.handler,
            subject=delivery.subject,
            free_from=delivery.free_from,
        )


@pytest.mark.django_db
@pytest.mark.parametrize("handlers", [1, 30])
def test_announcing_costs_the_same_for_1_and_for_30_handlers(receiving: Callable[..., None], handlers: int) -> None:
    for number in range(handlers):
        receiving(ignore, name=f"lamps.{number}")

    with CaptureQueriesContext(connection) as captured, transaction.atomic():
        announce(LIT)

    statements = [query["sql"].split()[0] for query in captured if "INSERT" in query["sql"]]
    assert statements == ["INSERT", "INSERT"]


@pytest.mark.django_db(transaction=True)
def test_one_nudge_follows_the_commit_however_much_is_announced(
    receiving: Callable[..., None], light: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_at_nudge: list[bool] = []
    monkeypatch.setattr(nudging, "nudge", lambda: open_at_nudge.append(connection.in_atomic_block))
    receiving(ignore)

    light(1, 2, 3)

    assert open_at_nudge == [False]


@pytest.mark.django_db(transaction=True)
def test_no_nudge_follows_a_rollback_nor_an_announcement_that_nobody_receives(
    receiving: Callable[..., None], light: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    nudges: list[None] = []
    monkeypatch.setattr(nudging, "nudge", lambda: nudges.append(None))
    light(1)
    receiving(ignore)

    with pytest.raises(ZeroDivisionError):
        announce_and_fail()

    assert nudges == []


def fail(event: Any) -> None:
    raise ValueError("山田太郎さんの電話は03-1234-5678")


@pytest.mark.django_db
def test_a_parked_delivery_is_put_back_with_all_its_tries_and_the_log_says_who_did(
    receiving: Callable[..., None], light: Callable[..., None], real_clock: Any
) -> None:
    receiving(fail)
    light(1)
    for _ in range(8):
        deliver_due()
        real_clock.forward(hours=1)
    stuck = outbox.parked().get()

    heard: list[LampLit] = []
    receiving(heard.append)
    with scopes.system("test"):
        was_parked = (outbox.retry(stuck), outbox.retry(stuck))
    deliver_due()

    assert was_parked == (True, False)
    assert [event.number for event in heard] == [1]
    assert Delivery.objects.get().tries == 1
    [record] = logged()
    assert (record.verb, record.subject) == ("retried_delivery", f"events.delivery:{stuck.pk}")


@pytest.mark.django_db
def test_what_is_not_parked_cannot_be_retried(receiving: Callable[..., None], light: Callable[..., None]) -> None:
    receiving(ignore)
    light(1)
    deliver_due()

    with scopes.system("test"):
        assert not outbox.retry(Delivery.objects.get())
    assert Delivery.objects.get().closed_at is not None
