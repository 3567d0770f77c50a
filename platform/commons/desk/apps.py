"""Tell Django of this floor."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Desk"""

    name = "commons.desk"
    label = "desk"
    verbose_name = "Desk"
