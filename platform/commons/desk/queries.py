"""What the desk gathers from the floors below and from whatever houses have announced themselves."""

from typing import Any

from django.urls import reverse

from commons.contracts import domains
from commons.contracts.domains import Newcomer
from commons.tenancy.models import Organisation


def doors_with_facts() -> list[dict[str, Any]]:
    """Return the houses' doors with their public figures: one query for each figure."""
    return [
        {
            "label": domain.label,
            "title": domain.title,
            "lead": domain.lead,
            "icon": domain.icon,
            "url": reverse(domain.start),
            "facts": domain.facts(),
        }
        for domain in domains.registered()
    ]


def newest(*, limit: int) -> list[Newcomer]:
    """Return the newest public things of all houses, latest first: one query for each house."""
    gathered = [newcomer for domain in domains.registered() for newcomer in domain.newest(limit)]
    return sorted(gathered, key=lambda newcomer: newcomer.at, reverse=True)[:limit]


def tiles_of_municipalities() -> list[dict[str, Any]]:
    """Return the 62 tiles of the map, each with its area's colour: one query."""
    return [
        {
            "column": body.tile_column,
            "row": body.tile_row,
            "name": body.display_name,
            "label": body.tile_label,
            "kind": body.area,
            "state": body.get_area_display(),
        }
        for body in Organisation.objects.municipalities()
    ]
