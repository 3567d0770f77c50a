"""Tell Django of this floor."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Staff screens that gather from several floors."""

    name = "commons.desk"
    label = "desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        """Announce the desk's own list."""
        from . import log

        log.register()
