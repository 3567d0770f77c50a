"""Tell Django and the ground of this house."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcurementConfig(AppConfig):
    """Joint procurement."""

    name = "procurement"
    verbose_name = "Joint procurement"

    def ready(self) -> None:
        """Open the door, answer references, register the list, hear events, and offer the demonstration."""
        from commons.audit import verbs
        from commons.contracts import demo, domains, refs
        from commons.lists import registry

        from . import filters, receivers, tiles  # noqa: F401 - importing receivers registers its handlers
        from .models import ITEM_KIND

        domains.register(
            domains.Domain(
                label="procurement",
                title=_("Joint procurement"),
                lead=_("Prices negotiated once for all 62 municipalities; they fall as the joint quantity grows."),
                icon="procurement",
                mount="procurement/",
                urls="procurement.urls",
                start="procurement:catalogue",
                order=10,
                facts=tiles.facts,
                newest=tiles.newest,
            )
        )
        refs.register(ITEM_KIND, tiles.resolve_item)
        registry.register(filters.CATALOGUE)
        demo.register(demo.Seeder(name="Catalogue, suppliers and a few prices paid today", order=20, seed=_seed))
        verbs.register(
            added_item=_("Added an item to the catalogue"),
            edited_item=_("Edited an item"),
            published_version=_("Published a version"),
            recorded_baseline=_("Recorded the unit price paid now"),
            cleared_baseline=_("Deleted the unit price paid now"),
        )


def _seed() -> None:
    """Fill the demonstration. Its module and its data are loaded when it is asked for, and not on every start."""
    import_module("procurement.demo").seed()
