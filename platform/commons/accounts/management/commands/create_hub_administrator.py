"""Make the hub's first administrator."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from commons.accounts import administrators
from commons.accounts.models import User
from commons.tenancy import scopes
from commons.values import clock


class Command(BaseCommand):
    """Ask for a password, or print a link under which one is set once."""

    help = "Make the hub's first administrator, who invites everybody else. Twice for the same person changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take who it is."""
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--additional", action="store_true", help="though the hub has an administrator already")
        parser.add_argument(
            "--link", action="store_true", help="print a one-time link instead of asking for a password"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the person first, so that a mistyped password can be set again."""
        email, name = str(options["email"]).strip(), str(options["name"]).strip()
        _check(email, name)
        with clock.unit_of_work(), scopes.system("create_hub_administrator"):
            try:
                user, changed = administrators.make_hub_administrator(
                    email=email, name=name, additional=options["additional"]
                )
            except administrators.HubHasAdministrator as refused:
                raise CommandError(
                    "The hub has an administrator. Let them invite others, or pass --additional."
                ) from refused
        if not changed and user.has_usable_password() and not options["link"]:
            self.stdout.write("Nothing to do: this person is an administrator of the hub and has a password.")
        elif options["link"]:
            self.stdout.write("The link works once, within 24 hours:")
            self.stdout.write(f"https://{settings.HUB_HOST}{administrators.new_password_path(user)}")
        else:
            _ask_password(user)
            self.stdout.write("Done. This person can sign in now.")


def _check(email: str, name: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise CommandError(f"--email: {' '.join(error.messages)}") from error
    if not name or len(name) > 80:
        raise CommandError("--name: between 1 and 80 characters.")


def _ask_password(user: User) -> None:
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Password, once more: "):
        raise CommandError("The two passwords differ. Run the command again: it goes on from here.")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
