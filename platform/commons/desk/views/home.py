"""The way in: for a visitor the whole, for a person what is theirs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commons.accounts import staff
from commons.contracts import tasks
from commons.desk import agenda, queries
from commons.lists import arrivals
from commons.lists.models import SavedSearch
from commons.tenancy import scopes

NEWEST = 6
TASKS = 8
ARRIVALS = 10  # the rest stands on the page of arrivals


def home(request: HttpRequest) -> HttpResponse:
    """Show the visitor the 62 bodies, the doors and the newest; and a person, first, what concerns them."""
    if request.user.is_authenticated:
        return render(request, "desk/home.html", _for_everyone() | _for_person())
    return render(request, "desk/public_home.html", _for_everyone() | {"tiles": queries.tiles_of_municipalities()})


def _for_everyone() -> dict[str, Any]:
    return {
        "screen": "H-01",
        "open_doors": queries.doors_with_facts(),
        "newest": queries.newest(limit=NEWEST),
    }


def _for_person() -> dict[str, Any]:
    scope = scopes.current()
    fresh = list(arrivals.unseen(scope)[:ARRIVALS])
    to_do = tasks.of(scope)
    return {
        "tasks": to_do[:TASKS],
        "task_count": len(to_do),
        "waiting": tasks.waiting_for_others(scope),
        "week": agenda.week(scope),
        "keeps_people": staff.may_keep_people(scope),
        "arrivals": fresh,
        "newest_arrival": max((arrival.pk for arrival in fresh), default=0),
        "searches": [search for search in SavedSearch.objects.order_by("name", "pk") if search.url],
    }
