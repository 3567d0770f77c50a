"""Every address of the site, with something in each of its places."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from commons.files.models import Document, Rendition
from commons.jobs.models import Job
from commons.lifecycle.models import ApprovalRequest, Deputy, Route
from commons.lists import registry
from commons.lists.models import SavedSearch
from commons.notifications.models import Notice
from commons.papers.models import Paper

from . import procurements
from .parties import Asker, Household
from .world import World

UNKNOWN = 999_999_999
WALKED_BY_ITS_OWN = "cms/"  # tests/commons/content/admin/test_doors.py, with ids of Wagtail's


@dataclass(frozen=True)
class Address:
    """A pattern with its places filled. ``owned`` tells who may find what it names; ``None`` for what all may."""

    pattern: str
    path: str
    owned: Callable[[Asker], bool] | None = None
    unknown: str = ""  # the same address of a thing that does not exist
    lists: str = ""  # the name of the list it shows or exports

    def is_foreign_to(self, asker: Asker) -> bool:
        """Tell whether the address names somebody else's thing."""
        return self.owned is not None and not self.owned(asker)


Fill = tuple[dict[str, Any], Callable[[Asker], bool] | None]


def patterns() -> Iterator[tuple[str, str]]:
    """Yield the name and the route of every pattern, however deep."""
    for name, route in _below(get_resolver().url_patterns, "", ""):
        if not route.startswith(WALKED_BY_ITS_OWN):
            yield name, route


def _below(entries: list[Any], names: str, route: str) -> Iterator[tuple[str, str]]:
    for entry in entries:
        here = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"{names}{entry.name or ''}", here
        elif isinstance(entry, URLResolver):
            yield from _below(entry.url_patterns, f"{names}{entry.namespace}:" if entry.namespace else names, here)


def addresses(world: World) -> tuple[list[Address], list[str]]:
    """Fill every pattern; return the addresses, and the patterns that nobody knows how to fill."""
    filled: list[Address] = []
    unfilled: list[str] = []
    for name, route in patterns():
        fills = FILLS[name](world) if name in FILLS else [({}, None)]
        try:
            filled.extend(_address(name, *fill) for fill in fills)
        except NoReverseMatch:
            unfilled.append(f"{name or '(no name)'} /{route}")
    return filled, unfilled


def _address(name: str, kwargs: dict[str, Any], owned: Callable[[Asker], bool] | None) -> Address:
    unknown = reverse(name, kwargs=dict.fromkeys(kwargs, UNKNOWN)) if owned else ""
    path = reverse(name, kwargs=kwargs)
    return Address(name, path, owned, unknown, lists=_list_shown_by(name, path, kwargs))


def _list_shown_by(name: str, path: str, kwargs: dict[str, Any]) -> str:
    if name == "lists:export":
        return str(kwargs["name"])
    return next((one for one in LISTS if (found := registry.find(one)) and found.url == path), "")


def _is_keeper(household: Household) -> Callable[[Asker], bool]:
    return lambda asker: asker.user == household.keeper


def _acts_for(household: Household) -> Callable[[Asker], bool]:
    return lambda asker: asker.body == household.slug


def _of_keeper(model: Any) -> Callable[[World], list[Fill]]:
    def fill(world: World) -> list[Fill]:
        return [
            ({"pk": pk}, _is_keeper(household))
            for household in world.households.values()
            for pk in household.ids(model)
        ]

    return fill


def of_body(model: Any) -> Callable[[World], list[Fill]]:
    def fill(world: World) -> list[Fill]:
        return [
            ({"pk": pk}, _acts_for(household)) for household in world.households.values() for pk in household.ids(model)
        ]

    return fill


def _papers(world: World) -> list[Fill]:
    return [
        ({"number": number}, _acts_for(household))
        for household in world.households.values()
        for number in _numbers(household, Paper)
    ]


def _notices(world: World) -> list[Fill]:
    return [
        ({"number": number}, _is_keeper(household))
        for household in world.households.values()
        for number in _numbers(household, Notice)
    ]


def _numbers(household: Household, model: Any) -> list[str]:
    things: list[Any] = household.things[model._meta.label]
    return [thing.number for thing in things]


def _requests(world: World) -> list[Fill]:
    return [
        ({"public_id": request.public_id}, _acts_for(household))  # type: ignore[attr-defined]  # a Model to the household
        for household in world.households.values()
        for request in household.things[ApprovalRequest._meta.label]
    ]


def _roles(world: World) -> list[Fill]:
    return [
        ({"pk": held.pk}, _acts_for(household))
        for household in world.households.values()
        for held in household.keeper.memberships.filter(organisation__slug=household.slug)
    ]


def _item(world: World) -> list[Fill]:
    return [({"slug": world.item.slug}, None)]


LISTS = ("procurement.catalogue", "procurement.procurements", "desk.log", "desk.notices", "desk.deliveries")

FILLS: dict[str, Callable[[World], list[Fill]]] = {
    "content-body": lambda _: [({"slug": "chofu", "path": ""}, None)],
    "content-body-notices": lambda _: [({"slug": "chofu"}, None)],
    "wagtail_serve": lambda _: [({"path": ""}, None)],
    "account_reset_password_from_key": lambda _: [({"uidb36": "1", "key": "a-key"}, None)],
    "desk:notice": _notices,
    "desk:approval": _requests,
    "desk:approval-done": _requests,
    "desk:approval-withdraw": _requests,
    "desk:approval-on-paper": _requests,
    "desk:route": of_body(Route),
    "desk:route-remove": of_body(Route),
    "desk:deputy-end": of_body(Deputy),
    "desk:role-extend": _roles,
    "desk:role-end": _roles,
    "desk:calendar-feed": lambda _: [({"token": "void"}, None)],
    "desk:delivery-retry": lambda _: [({"pk": UNKNOWN}, None)],
    "design:sample-error": lambda _: [({"status": status}, None) for status in (400, 403, 404, 500)],
    "files:document": of_body(Document),
    "files:rendition": of_body(Rendition),
    "jobs:job": of_body(Job),
    "jobs:file": of_body(Job),
    "papers:download": _papers,
    "papers:verify": lambda world: [(kwargs, None) for kwargs, _ in _papers(world)],
    "lists:search-rename": _of_keeper(SavedSearch),
    "lists:search-delete": _of_keeper(SavedSearch),
    "lists:search-new": lambda _: [({"name": name}, None) for name in LISTS],
    "lists:export": lambda _: [
        ({"name": name, "suffix": suffix}, None) for name in LISTS for suffix in ("csv", "xlsx")
    ],
    "procurement:item": _item,
    "procurement:item-edit": _item,
    "procurement:version-new": _item,
    "procurement:version-done": lambda world: [({"slug": world.item.slug, "number": 1}, None)],
    "procurement:budget": _item,
    "procurement:budget-clear": _item,
    **procurements.fills(),
}
