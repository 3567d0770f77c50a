"""Load the 62 municipalities and the hub."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from commons.tenancy import municipalities


class Command(BaseCommand):
    """Create or refresh the organisations from the list that ships with the product."""

    help = "Create or refresh the 62 municipalities and the hub. Twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load them in one transaction."""
        with transaction.atomic():
            count = municipalities.load()
        self.stdout.write(f"{count} organisations")
