"""Put announcements in, and look after what got stuck."""

from django.db import transaction
from structlog.contextvars import get_contextvars

from commons.audit import log
from commons.values import clock
from commons.values.ref import Ref

from . import handlers, nudging, transactions
from .event import Event
from .models import Announcement, Delivery
from .models.delivery import DeliveryQuerySet


class NoTransaction(RuntimeError):
    """An event was announced outside the transaction that made it true. Always a fault of ours."""


def announce(event: Event) -> None:
    """Write ``event`` and one delivery for each of its handlers, in the open transaction.

    If the transaction is lost, so is the announcement; if it is kept, the deliveries are, whatever happens to broker
    and workers. A handler that is registered later is owed nothing of today. Events of one subject are delivered in the
    order of their announcement, provided that the caller holds the subject's row locked, as every action does.
    """
    if not transactions.is_open():
        raise NoTransaction(f"{event.name} was announced outside a transaction. Announce inside transaction.atomic().")
    announcement = Announcement.objects.create(
        event=event.name,
        subject=str(event.subject),
        payload=event.payload(),
        request_id=str(get_contextvars().get("request_id", ""))[:64],
        announced_at=clock.now(),
    )
    owed = [
        Delivery(
            announcement=announcement,
            handler=handler.name,
            subject=announcement.subject,
            free_from=clock.real_now(),
        )
        for handler in handlers.of(type(event))
    ]
    if owed:
        Delivery.objects.bulk_create(owed)
        nudging.nudge_after_commit()


def parked() -> DeliveryQuerySet:
    """Return the deliveries that wait for the hub's decision, oldest first, with their announcements."""
    return Delivery.objects.parked().select_related("announcement")


def retry(delivery: Delivery) -> bool:
    """Put a parked delivery back into the queue with all its tries; tell whether it was still parked."""
    with transaction.atomic():
        back = (
            parked()
            .filter(pk=delivery.pk)
            .order_by()
            .update(parked_at=None, tries=0, error="", token="", free_from=clock.real_now())
        )
        if back:
            log.record("retried_delivery", Ref("events.delivery", str(delivery.pk)))
            nudging.nudge_after_commit()
    return bool(back)
