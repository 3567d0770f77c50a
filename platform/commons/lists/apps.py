"""Tell Django of this floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListsConfig(AppConfig):
    """Lists"""

    name = "commons.lists"
    label = "lists"
    verbose_name = "Lists"

    def ready(self) -> None:
        """Give the log its words for exports."""
        from commons.audit import verbs
        from commons.contracts import refs

        from . import registry

        verbs.register(exported=_("Exported a list"))
        refs.register(registry.LIST_KIND, registry.resolved, label=_("List"))
