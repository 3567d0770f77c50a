"""What the papers' own templates need."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import template

register = template.Library()


@register.filter
def beside(line: Sequence[Any], columns: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Pair the columns of a table with the texts of a line; raise ``ValueError`` when their numbers differ."""
    return zip(columns, line, strict=True)
