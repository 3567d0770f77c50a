"""Tell Django of this floor."""

from django.apps import AppConfig
from django.conf import settings

from . import logs, safety


class ConfigConfig(AppConfig):
    """Configuration"""

    name = "commons.config"
    label = "config"
    verbose_name = "Configuration"

    def ready(self) -> None:
        """Clean every log line, let no command of a server run on unsafe settings, and find the broker."""
        logs.configure()
        if settings.REFUSES_UNSAFE_STARTS:
            safety.refuse(safety.reasons_in(settings))
        from . import worker  # noqa: F401 - makes the Celery application: else a nudge asks an empty one, for amqp://
