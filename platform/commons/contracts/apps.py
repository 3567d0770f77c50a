"""Tell Django of this floor."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Contracts"""

    name = "commons.contracts"
    label = "contracts"
    verbose_name = "Contracts"
