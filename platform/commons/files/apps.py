"""Tell Django of this floor."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files"""

    name = "commons.files"
    label = "files"
    verbose_name = "Files"
