"""The counter of each series of numbers."""

from django.db import models


class NumberSeries(models.Model):
    """The numbers of one code in one fiscal year. Its row is the lock under which they are given out."""

    code = models.CharField(max_length=6)
    fiscal_year = models.PositiveSmallIntegerField(help_text="the Gregorian year of its 1 April")
    last = models.PositiveIntegerField(default=0, help_text="the highest number given out")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "fiscal_year"], name="papers_one_series")]

    def __str__(self) -> str:
        return f"{self.code} {self.fiscal_year}: {self.last}"


class HeldNumber(models.Model):
    """A number that is given out and not used yet. Once its hold ends, the next paper takes it, so no gap stays."""

    series = models.ForeignKey(NumberSeries, on_delete=models.CASCADE, related_name="held")
    sequence = models.PositiveIntegerField()
    token = models.CharField(max_length=32, help_text="of whoever holds it")
    held_until = models.DateTimeField(help_text="the machine's time")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "sequence"], name="papers_held_once")]

    def __str__(self) -> str:
        return f"{self.sequence} of series {self.series_id}"
