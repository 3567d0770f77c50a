"""Tell Django of this floor, and listen to crossings."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The log of who did and saw what."""

    name = "commons.audit"
    label = "audit"
    verbose_name = "Audit"

    def ready(self) -> None:
        """Fill the recorder hook that the scopes offer."""
        from commons.tenancy import scopes

        from . import log

        scopes.on_crossing(log.record_crossing)
