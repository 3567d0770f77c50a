"""What is owed to one handler."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from .announcement import Announcement

OPEN = Q(closed_at=None, parked_at=None)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Read aloud: what may be taken, what waits, what is done."""

    def open(self) -> Self:
        """Keep what is neither closed nor parked."""
        return self.filter(OPEN)

    def parked(self) -> Self:
        """Keep what was given up on and waits for the hub, oldest first."""
        return self.filter(parked_at__isnull=False, closed_at=None).order_by("pk")

    def free_at(self, moment: dt.datetime) -> Self:
        """Keep what a worker may take: past its lease and back-off, with nothing older of its subject before it.

        A parked delivery holds back the younger ones of its subject and handler: order is kept, whatever it takes.
        """
        older = Delivery.objects.filter(
            handler=OuterRef("handler"), subject=OuterRef("subject"), pk__lt=OuterRef("pk"), closed_at=None
        )
        return self.open().filter(~Exists(older), free_from__lte=moment)

    def held_by(self, token: str) -> Self:
        """Keep what the worker with ``token`` still holds."""
        return self.open().filter(token=token)


class Delivery(models.Model):
    """One announcement's way to one handler. The open rows of this table are the queue.

    ``free_from``, ``parked_at`` and ``closed_at`` are the machine's time, never business time: a lease must end though
    the demonstration's clock stands still.
    """

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=100, help_text="the name given to receives()")
    subject = models.CharField(max_length=120, help_text="the announcement's, once more, for the order's index")
    free_from = models.DateTimeField(help_text="end of the lease or of the back-off: nobody takes it before")
    token = models.CharField(max_length=32, blank=True, help_text="of the worker that took it last")
    tries = models.PositiveSmallIntegerField(default=0, help_text="how often it was taken; counted when taken")
    error = models.CharField(max_length=200, blank=True, help_text="class and place of the last fault, no message")
    parked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "handler"], name="events_delivery_once_per_handler"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(parked_at=None), name="events_delivery_parked_or_closed"
            ),
        ]
        indexes = [
            models.Index(fields=["id", "free_from"], condition=OPEN, name="events_delivery_queue"),
            models.Index(
                fields=["handler", "subject", "id"], condition=Q(closed_at=None), name="events_delivery_order"
            ),
            models.Index(fields=["closed_at"], condition=Q(closed_at__isnull=False), name="events_delivery_closed"),
            models.Index(fields=["parked_at"], condition=Q(parked_at__isnull=False), name="events_delivery_parked"),
        ]

    def __str__(self) -> str:
        return f"{self.handler} #{self.pk} of {self.subject}"
