"""Tell Django and the ground of this house."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """Joint procurement."""

    name = "procurement"
    verbose_name = "Joint procurement"
