"""What has come due."""

from django.db import models


class DueMoment(models.Model):
    """A due moment that was announced. Unique, so that each has its effect once. It carries ids only."""

    kind = models.CharField(max_length=60, help_text="name of a DueKind")
    subject = models.CharField(max_length=120, help_text="a Ref: kind:public id")
    at = models.DateTimeField(help_text="business time")
    written_at = models.DateTimeField(help_text="business time at which it was noticed")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "subject", "at"], name="events_due_moment_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject}"
