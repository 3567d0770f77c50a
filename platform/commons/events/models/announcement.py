"""What was announced."""

from django.db import models

from commons.values import clock


class Announcement(models.Model):
    """An event as it was announced. It carries ids only, so it belongs to nobody and tells nothing about anybody."""

    event = models.CharField(max_length=100, help_text="name of the event's class: procurement.ItemVersionPublished")
    subject = models.CharField(max_length=120, help_text="a Ref: kind:public id")
    payload = models.JSONField(default=dict, help_text="ids")
    request_id = models.CharField(max_length=64, blank=True, help_text="of the request that announced it, for the logs")
    announced_at = models.DateTimeField(help_text="business time")
    recorded_at = models.DateTimeField(default=clock.real_now, db_index=True, help_text="the machine's time")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.event} of {self.subject}"
