"""What the frame shows of the houses: only the doors that exist."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from commons.contracts import domains


@dataclass(frozen=True)
class Door:
    """A house's entry in the navigation."""

    label: str
    title: Any
    icon: str
    url: str
    current: bool


def doors(request: HttpRequest) -> dict[str, Any]:
    """Offer the houses' doors to the frame, without a query."""
    return {"doors": SimpleLazyObject(lambda: _doors(request.path))}


def _doors(path: str) -> list[Door]:
    return [
        Door(
            label=domain.label,
            title=domain.title,
            icon=domain.icon,
            url=reverse(domain.start),
            current=path.startswith(f"/{domain.mount}"),
        )
        for domain in domains.registered()
    ]
