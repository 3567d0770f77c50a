"""Tell Django of this floor."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Design"""

    name = "commons.design"
    label = "design"
    verbose_name = "Design"
