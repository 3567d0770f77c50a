"""Fill the demonstration."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from commons.contracts import demo
from commons.demo import business_time
from commons.tenancy import scopes
from commons.values import clock


class Command(BaseCommand):
    """Let every house fill its part, in order."""

    help = "Fill the demonstration with its people and every house's content. Twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed house by house, each in one transaction, on the demonstration's clock."""
        if not settings.DEMO_MODE:
            raise CommandError("This is no demonstration: DEMO_MODE is off, and invented people stay out.")
        business_time.begin()
        for seeder in demo.seeders():
            began = time.monotonic()
            self._say(f"{seeder.name} …")
            with clock.unit_of_work(), scopes.system(f"seeding the demonstration: {seeder.name}"), transaction.atomic():
                seeder.seed()
            self._say(f"{seeder.name}: done ({time.monotonic() - began:.1f} s)")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
