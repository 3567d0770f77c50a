"""Register the stage's handlers, shorten the waits, and arm the deaths."""

import datetime as dt
import os

from django.apps import AppConfig


class StageConfig(AppConfig):
    """The stage."""

    name = "tests.commons.events.stage"
    label = "stage"

    def ready(self) -> None:
        """Set the stage."""
        from commons.events import delivering

        from . import deaths, receivers  # noqa: F401 - importing registers the handlers

        delivering.LEASE = dt.timedelta(seconds=float(os.environ["STAGE_LEASE"]))
        delivering.FIRST_PAUSE = dt.timedelta(seconds=0.1)
        deaths.arm()
