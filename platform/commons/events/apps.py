"""Tell Django of this floor."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events"""

    name = "commons.events"
    label = "events"
    verbose_name = "Events"

    def ready(self) -> None:
        """Register the handler of due moments."""
        from . import due as due
