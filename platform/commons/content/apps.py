"""Tell Django of this floor."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    """Content"""

    name = "commons.content"
    label = "content"
    verbose_name = "Content"

    def ready(self) -> None:
        """Hear what Wagtail does, and say what becomes due."""
        from commons.contracts import deadlines
        from commons.events import due

        from . import publishing
        from . import receivers as receivers
        from .admin import scoping

        scoping.narrow()
        due.register(publishing.GO_LIVE)
        due.register(publishing.EXPIRE)
        deadlines.register(publishing.next_boundary)
