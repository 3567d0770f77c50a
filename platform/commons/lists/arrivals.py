"""What newly meets people's saved searches.

A house's database handler calls ``note`` once for each thing that appeared or changed. The arrivals it writes are kept
or lost with the delivery that it works on.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.http import QueryDict

from commons.accounts.acting import Choice
from commons.accounts.models import Membership
from commons.tenancy import scopes
from commons.tenancy.scopes import Scope
from commons.values import clock
from commons.values.ref import Ref

from . import reading, registry
from .definition import ListDefinition
from .models import NewArrival, SavedSearch
from .models.arrival import KEPT_FOR


def unseen(scope: Scope) -> Any:
    """Return what is new for the person in ``scope``, the latest first; nothing for a visitor."""
    return of(scope).unseen()


def of(scope: Scope) -> Any:
    """Return the arrivals of the last thirty days for the person in ``scope``, seen or not, with their searches."""
    if scope.user_id is None:
        return NewArrival.objects.none()
    return NewArrival.objects.filter(person_id=scope.user_id).recent(clock.now()).select_related("search")


def mark_seen(scope: Scope, *, arrival_id: int | None = None, up_to: int | None = None) -> int:
    """Mark one arrival, or all that were there when the page was drawn (``up_to`` the newest id); return how many."""
    rows = unseen(scope)
    if arrival_id is not None:
        rows = rows.filter(pk=arrival_id)
    elif up_to is not None:
        rows = rows.filter(pk__lte=up_to)
    marked: int = rows.select_related(None).update(seen_at=clock.now())
    return marked


def note(list_name: str, pk: int | str, thing: Ref, title: str, url: str, key: str) -> int:
    """Tell everybody whose saved search of this list the row ``pk`` meets; return how many people it meets.

    Works in the system's scope. ``key`` names what happened (one version): told twice, it is written once. A search is
    evaluated within the authority its person has now, each distinct one once; a search that is no longer understood
    as a whole finds nothing, for it would find too much.
    """
    definition = registry.find(list_name)
    if definition is None:
        return 0
    searches = SavedSearch.objects.filter(list_name=list_name, person__is_active=True).order_by("pk")
    met: dict[int, SavedSearch] = {}  # one arrival for each person, by the oldest search that it meets
    known: dict[tuple[str, Scope], bool] = {}
    authorities = _authorities(definition, searches)
    for search in searches:
        for scope in authorities[search.person_id] if search.person_id not in met else ():
            if (found := known.get((search.query, scope))) is None:
                found = known[search.query, scope] = _meets(definition, search.query, scope, pk)
            if found:
                met[search.person_id] = search
                break
    at = clock.now()
    NewArrival.objects.filter(at__lte=at - KEPT_FOR).delete()
    NewArrival.objects.bulk_create(
        [
            NewArrival(
                person_id=person_id,
                search=search,
                list_name=list_name,
                key=key,
                thing=str(thing),
                title=title[:200],
                url=url,
                at=at,
            )
            for person_id, search in met.items()
        ],
        ignore_conflicts=True,
    )
    return len(met)


def _meets(definition: ListDefinition, query: str, scope: Scope, pk: int | str) -> bool:
    with scopes.opened(scope):
        if not definition.may_open(scope):
            return False
        understood = reading.read(definition, QueryDict(query), scope)
        rows = understood.filterset.narrowed(definition.queryset(scope))
        return understood.is_whole and bool(rows.filter(pk=pk).exists())


def _authorities(definition: ListDefinition, searches: Iterable[SavedSearch]) -> dict[int, list[Scope]]:
    """Return, for each person, the scopes in which they could open the list today."""
    people = {search.person_id for search in searches}
    if definition.public:
        return {person_id: [Scope("public")] for person_id in people}
    found = {person_id: [Scope("person", user_id=person_id)] for person_id in people}
    for person_id, scope in _memberships(people):
        found[person_id].append(scope)
    return found


def _memberships(people: set[int]) -> Iterator[tuple[int, Scope]]:
    held = Membership.objects.valid_on(clock.today()).filter(user_id__in=people).select_related("organisation")
    ordered = sorted(held, key=lambda membership: (membership.user_id, membership.organisation_id))
    for (person_id, organisation_id), group in groupby(ordered, key=lambda one: (one.user_id, one.organisation_id)):
        memberships = tuple(group)
        roles = Choice(memberships[0].organisation, memberships).roles
        yield person_id, Scope("member", user_id=person_id, organisation_id=organisation_id, roles=roles)
