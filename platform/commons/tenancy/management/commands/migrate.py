"""Migrate in the system's scope: moving tables touches every owner's rows."""

from typing import Any

from django.core.management.commands import migrate

from commons.tenancy import scopes


class Command(migrate.Command):
    """Django's own command, in a scope that says what it is."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it; the fence takes no excuses."""
        with scopes.system("migrate"):
            super().handle(*args, **options)
