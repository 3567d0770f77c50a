"""The way in: for a visitor the whole, for a person what is theirs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commons.contracts import domains
from commons.desk import queries

NEWEST = 6


def home(request: HttpRequest) -> HttpResponse:
    """Show the visitor the 62 bodies, the doors and the newest; and a person, first, what concerns them."""
    if request.user.is_authenticated:
        return render(request, "desk/home.html", _for_everyone())
    return render(request, "desk/public_home.html", _for_everyone() | {"tiles": queries.tiles_of_municipalities()})


def _for_everyone() -> dict[str, Any]:
    return {
        "screen": "H-01",
        "doors_with_facts": [(domain, domain.facts()) for domain in domains.registered()],
        "newest": queries.newest(limit=NEWEST),
    }
