"""Tell Django of this floor."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts"""

    name = "commons.accounts"
    label = "accounts"
    verbose_name = "Accounts"
