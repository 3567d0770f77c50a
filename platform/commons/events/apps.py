"""Tell Django of this floor."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events"""

    name = "commons.events"
    label = "events"
    verbose_name = "Events"
