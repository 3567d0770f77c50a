"""Tell Django of this floor and raise its fence."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class TenancyConfig(AppConfig):
    """Organisations and scopes."""

    name = "commons.tenancy"
    label = "tenancy"
    verbose_name = "Tenancy"

    def ready(self) -> None:
        """Put the fence on every connection, and have the walls' own rules checked."""
        from . import checks  # noqa: F401 - importing registers them
        from .fence import fence

        def guard(*, connection: Any, **_: Any) -> None:
            if fence not in connection.execute_wrappers:
                connection.execute_wrappers.append(fence)

        connection_created.connect(guard, weak=False, dispatch_uid="tenancy.fence")
