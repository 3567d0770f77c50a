"""Tell Django of this floor, and listen to sign-ins."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, what they may do for whom, and how they sign in."""

    name = "commons.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Connect the receivers, name what they record, and say when roles end."""
        from commons.audit import verbs
        from commons.contracts import deadlines

        from . import expiries
        from . import receivers as receivers

        deadlines.register(expiries.next_boundary)
        verbs.register(
            signed_in=_("Signed in"),
            signed_out=_("Signed out"),
            set_password=_("Set a password"),
            switched_body=_("Switched to another body"),
            made_hub_administrator=_("Made an administrator of the hub"),
        )
