"""Tell Django of this floor, and listen to sign-ins."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, what they may do for whom, and how they sign in."""

    name = "commons.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Connect the receivers, and say when roles end."""
        from commons.contracts import deadlines

        from . import expiries
        from . import receivers as receivers

        deadlines.register(expiries.next_boundary)
