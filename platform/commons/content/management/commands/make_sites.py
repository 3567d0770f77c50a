"""Make the sites of the hub and of the 62 municipalities."""

from typing import Any

from django.core.management.base import BaseCommand

from commons.content import sites
from commons.tenancy import scopes


class Command(BaseCommand):
    """Make what is missing."""

    help = "Make each body's site: home page, host, editors' permissions, place for uploads. Twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them in one transaction."""
        with scopes.system("making the sites"):
            made = sites.make()
        if options["verbosity"]:
            self.stdout.write(f"{made} sites made")
