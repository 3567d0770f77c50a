"""Tell Django of this floor."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Demonstration"""

    name = "commons.demo"
    label = "demo"
    verbose_name = "Demonstration"
