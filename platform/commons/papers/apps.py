"""Tell Django of this floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    """Papers: printed once, numbered, kept, and verified by whoever holds one."""

    name = "commons.papers"
    label = "papers"
    verbose_name = "Papers"

    def ready(self) -> None:
        """Give the log its words, references their way, and the start its look at the fonts."""
        from commons.audit import verbs
        from commons.contracts import refs

        from . import bulk as bulk
        from . import checks as checks
        from . import queries

        verbs.register(
            issued_paper=_("Issued a paper"),
            announced_paper=_("Announced a paper"),
            revoked_paper=_("Revoked a paper"),
        )
        refs.register(queries.PAPER, queries.resolved, label=_("Paper"))
