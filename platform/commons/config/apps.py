"""Tell Django of this floor."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Configuration"""

    name = "commons.config"
    label = "config"
    verbose_name = "Configuration"
