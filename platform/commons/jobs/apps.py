"""Tell Django of this floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Jobs: work with progress."""

    name = "commons.jobs"
    label = "jobs"
    verbose_name = "Jobs"

    def ready(self) -> None:
        """Give the log its words."""
        from commons.audit import verbs
        from commons.contracts import refs

        from . import starting

        verbs.register(started_job=_("Started a job"))
        refs.register(starting.JOB, starting.resolved, label=_("Job"))
