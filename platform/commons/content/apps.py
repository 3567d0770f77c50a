"""Tell Django of this floor."""

from importlib import import_module

from django.apps import AppConfig


class ContentConfig(AppConfig):
    """Content"""

    name = "commons.content"
    label = "content"
    verbose_name = "Content"

    def ready(self) -> None:
        """Hear what Wagtail does, and say what becomes due."""
        from commons.contracts import deadlines, demo
        from commons.events import due
        from commons.files import public_use

        from . import public_files, publishing
        from . import receivers as receivers
        from .admin import scoping

        scoping.narrow()
        due.register(publishing.GO_LIVE)
        due.register(publishing.EXPIRE)
        deadlines.register(publishing.next_boundary)
        public_use.register(public_files.is_shown)
        demo.register(demo.Seeder(name="Pages of the hub and of 20 bodies", order=40, seed=_seed))


def _seed() -> None:
    """Fill the demonstration. Its module and its data are loaded when it is asked for, and not on every start."""
    import_module("commons.content.demo").seed()
