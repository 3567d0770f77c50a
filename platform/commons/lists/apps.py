"""Tell Django of this floor."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    """Lists"""

    name = "commons.lists"
    label = "lists"
    verbose_name = "Lists"
