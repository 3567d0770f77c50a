"""The field that holds a page's text."""

from typing import Any

from wagtail.fields import StreamField

from . import blocks


class Body(StreamField):
    """A text made of the parts in ``blocks``. Migrations keep no copy of the parts: they are code, not table."""

    def __init__(self, block_types: Any = None, **options: Any) -> None:
        super().__init__(block_types or blocks.body(), **{"blank": True, "use_json_field": True} | options)

    def deconstruct(self) -> Any:
        """Name the column alone."""
        name, _path, _args, kwargs = super().deconstruct()
        kwargs["block_lookup"] = {}
        return name, "wagtail.fields.StreamField", [[]], kwargs
