"""Update, check and compile the catalogues of translations."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from commons.config.catalogues import catalogue
from commons.config.catalogues.sources import Unreadable


class Command(BaseCommand):
    """Do the work of makemessages and compilemessages where gettext's tools are absent."""

    help = "update: collect new strings. check: fail on what is missing or wrong. compile: write the .mo files."
    requires_system_checks: list[str] = []  # the catalogues come first on a fresh clone

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the verb, and the labels of apps; without labels, all of our own."""
        parser.add_argument("verb", choices=["update", "check", "compile"])
        parser.add_argument("labels", nargs="*", metavar="app")
        parser.add_argument("--drop-unused", action="store_true", help="update: forget what no source says any more")

    def handle(self, *args: Any, verb: str, labels: list[str], drop_unused: bool, **options: Any) -> None:
        """Hand over to the verb."""
        own: list[catalogue.App] = [_own_app(label) for label in labels] or catalogue.own_apps()
        try:
            if verb == "update":
                self._update(own, drop_unused)
            elif verb == "check":
                self._check(own)
            else:
                self._compile(own)
        except (Unreadable, SyntaxError) as error:
            raise CommandError(str(error)) from error

    def _update(self, own: list[catalogue.App], drop_unused: bool) -> None:
        for app in own:
            missing, unused = catalogue.update(app)
            if drop_unused:
                catalogue.drop_unused(app)
                unused = 0
            if missing or unused:
                self.stdout.write(f"{app.label}: {missing} to translate, {unused} unused")

    def _check(self, own: list[catalogue.App]) -> None:
        found = [problem for app in own for problem in catalogue.problems(app)]
        found += catalogue.contradictions(catalogue.own_apps())
        for folder in settings.LOCALE_PATHS:
            for file in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                found += catalogue.overlay_problems(file)
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} problems in the catalogues"]))
        self.stdout.write(f"The catalogues of {len(own)} apps are complete")

    def _compile(self, own: list[catalogue.App]) -> None:
        written = list(catalogue.compiled(own))
        self.stdout.write(f"{len(written)} catalogues compiled")


def _own_app(label: str) -> catalogue.App:
    try:
        return apps.get_app_config(label)
    except LookupError as error:
        raise CommandError(str(error)) from error
