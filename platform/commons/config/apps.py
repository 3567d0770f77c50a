"""Tell Django of this floor."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Configuration"""

    name = "commons.config"
    label = "config"
    verbose_name = "Configuration"

    def ready(self) -> None:
        """Make the Celery application, so that a nudge from any process finds its broker."""
        from . import worker  # noqa: F401 - importing it is the point
