"""What anybody may know of a paper."""

from django.db import models


class RegisterEntry(models.Model):
    """A line of the public register: number, title, day, hash. Neither owner nor subject: it tells nothing of them.

    A table of its own rather than a look across owners: the verification page is everybody's, and what is not here,
    such as a paper not announced yet, it cannot show.
    """

    number = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=60, help_text="of the kind, as printed")
    sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField(help_text="business time, as printed")
    revoked_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.CharField(max_length=24, blank=True, help_text="number of the paper that took its place")

    def __str__(self) -> str:
        return self.number
