"""Tell Django of this floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Staff screens that gather from several floors."""

    name = "commons.desk"
    label = "desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        """Announce the desk's own lists, and name what its pages record."""
        from commons.audit import verbs

        from . import deliveries, log, notices

        log.register()
        notices.register()
        deliveries.register()
        verbs.register(
            invited_person=_("Invited somebody"),
            extended_role=_("Changed the last day of a role"),
            ended_role=_("Ended a role"),
            retried_delivery=_("Put a delivery back into the queue"),
        )
