"""Read a query string against a list: what is understood, and a sentence on everything that is not.

Addresses are typed, cut, mailed and kept for years. None may break a page, and none may quietly show something else
than it says.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.encoding import force_str
from django.utils.translation import gettext as _

from commons.tenancy.scopes import Scope

from .definition import ListDefinition, Sort
from .filters import Facet, FilterSet, Text, Understood, shown

Pairs = list[tuple[str, str]]
MOST_NOTES = 8
LONGEST_VALUE = 500  # of one value of a filter that has no limit of its own


@dataclass(frozen=True)
class Reading:
    """A query as it was understood."""

    filterset: FilterSet
    kept: dict[str, dict[str, Text]]  # filter → value → its name
    sort: Sort
    sorts: Sequence[Sort]
    page: int
    page_asked: str
    pairs: Pairs  # the filters and the sort in their one order: equal conditions read equal
    notes: list[str] = field(default_factory=list)

    @property
    def query(self) -> str:
        """Return the conditions and the order as a query string, without the page."""
        return urlencode(self.pairs)

    @property
    def is_whole(self) -> bool:
        """Tell whether everything was understood."""
        return not self.notes


def read(definition: ListDefinition, query: QueryDict, scope: Scope) -> Reading:
    """Understand ``query`` for ``scope``; put aside, with a note, what the list does not know."""
    filterset = definition.filterset(QueryDict(), queryset=definition.queryset(scope))
    filterset.data = QueryDict(mutable=True)  # django-filter swaps an empty one for its own
    notes = _unknown(query, known={*filterset.filters, "sort", "page"})
    kept: dict[str, dict[str, Text]] = {}
    for name in filterset.filters:
        if name in query:
            understood = _understand(filterset, name, query.getlist(name))
            notes.extend(understood.ignored)
            if understood.kept:
                kept[name] = understood.kept
                filterset.data.setlist(name, list(understood.kept))
    filterset.form.is_valid()  # cleans what was understood; nothing of it can fail
    sorts = list(definition.sorts(scope))
    sort = _sort(definition, sorts, _one(query, "sort", notes), notes)
    pairs = [(name, value) for name, values in kept.items() for value in values]
    if sort.key != definition.default_sort:
        pairs.append(("sort", sort.key))
    asked = _one(query, "page", notes)
    return Reading(
        filterset=filterset,
        kept=kept,
        sort=sort,
        sorts=sorts,
        page=_page(asked),
        page_asked=asked,
        pairs=pairs,
        notes=_shortened(notes),
    )


def _unknown(query: QueryDict, *, known: set[str]) -> list[str]:
    return [
        _("The condition “%(name)s” is not known here. It was ignored.") % {"name": shown(name)}
        for name in query
        if name not in known
    ]


def _understand(filterset: FilterSet, name: str, values: list[str]) -> Understood:
    found = filterset.filters[name]
    notes: list[str] = []
    if not isinstance(found, Facet) and len(set(values)) > 1:
        notes.append(_twice(force_str(found.label or name)))
    if hasattr(found, "understand"):
        understood: Understood = found.understand(values)
    else:
        understood = _by_its_field(filterset, name, values)
    return Understood(understood.kept, (*notes, *understood.ignored))


def _by_its_field(filterset: FilterSet, name: str, values: list[str]) -> Understood:
    """Let the form field of an ordinary filter decide."""
    value = values[-1]
    if not value:
        return Understood({})
    label = force_str(filterset.filters[name].label or name)
    if len(value) > LONGEST_VALUE:
        errors = [_("It is too long.")]
    else:
        form = filterset.get_form_class()({name: value})
        errors = [] if form.is_valid() else [force_str(error) for error in form.errors.get(name, [])]
    if not errors:
        return Understood({value: value})
    note = _("“%(value)s” cannot be used as “%(group)s” and was ignored. %(reason)s")
    return Understood({}, (note % {"value": shown(value), "group": label, "reason": " ".join(errors)},))


def _one(query: QueryDict, name: str, notes: list[str]) -> str:
    values = query.getlist(name)
    if len(set(values)) > 1:
        notes.append(_twice(name))
    return values[-1] if values else ""


def _twice(name: str) -> str:
    return _("“%(name)s” was given more than once. Only the last value was used.") % {"name": name}


def _sort(definition: ListDefinition, sorts: Sequence[Sort], asked: str, notes: list[str]) -> Sort:
    by_key = {sort.key: sort for sort in sorts}
    default = by_key.get(definition.default_sort) or (sorts[0] if sorts else Sort(definition.default_sort, "", ()))
    if asked and asked not in by_key:
        notes.append(_("The order “%(value)s” is not known here. It was ignored.") % {"value": shown(asked)})
    return by_key.get(asked, default)


def _page(asked: str) -> int:
    """Return the page's number; 0 for what is none."""
    digits = unicodedata.normalize("NFKC", asked).strip() if asked else "1"
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else 0


def _shortened(notes: list[str]) -> list[str]:
    if len(notes) <= MOST_NOTES:
        return notes
    rest = _("%(number)s more parts of the address were ignored.") % {"number": len(notes) - MOST_NOTES}
    return [*notes[:MOST_NOTES], rest]
