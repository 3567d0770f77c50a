"""Tell Django of this floor."""

from django.apps import AppConfig


class ValuesConfig(AppConfig):
    """Values"""

    name = "commons.values"
    label = "values"
    verbose_name = "Values"
