"""Tell Django of this floor and raise its fence."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class TenancyConfig(AppConfig):
    """Organisations and scopes."""

    name = "commons.tenancy"
    label = "tenancy"
    verbose_name = "Tenancy"

    def ready(self) -> None:
        """Put the fence on every connection, and lift it while tables are moved."""
        from .private import fence

        def guard(*, connection: Any, **_: Any) -> None:
            if fence not in connection.execute_wrappers:
                connection.execute_wrappers.append(fence)

        def lift(**_: Any) -> None:
            fence.open_for_schema_work += 1

        def lower(**_: Any) -> None:
            fence.open_for_schema_work -= 1

        connection_created.connect(guard, weak=False, dispatch_uid="tenancy.fence")
        # Sent once per app, in pairs.
        pre_migrate.connect(lift, weak=False, dispatch_uid="tenancy.lift")
        post_migrate.connect(lower, weak=False, dispatch_uid="tenancy.lower")
