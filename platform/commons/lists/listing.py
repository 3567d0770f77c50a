"""One list as one viewer asked for it: everything its page draws, each part asked for once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.translation import gettext as _

from commons.tenancy.scopes import Scope

from . import counts, reading
from .definition import Column, ListDefinition
from .filters import Facet, Rows, Text, shown
from .models import SavedSearch

EXPORT_FORMATS = {"csv": "CSV", "xlsx": "Excel"}
FOLD_AFTER = 8  # choices of a group that are drawn at once; the rest stands behind a disclosure


@dataclass(frozen=True)
class Chip:
    """A condition that is in force, and the address without it."""

    label: Text
    url: str


@dataclass(frozen=True)
class Option:
    """A choice of a facet with the number of rows that it would keep."""

    value: str
    label: Text
    count: int
    selected: bool
    id: str

    @property
    def disabled(self) -> bool:
        """Tell whether ticking it would lead nowhere."""
        return self.count == 0 and not self.selected


@dataclass(frozen=True)
class FacetGroup:
    """A facet with its choices."""

    name: str
    label: Text
    options: Sequence[Option]

    @property
    def first(self) -> Sequence[Option]:
        """Return the choices that are drawn at once."""
        return self.options[: self._fold]

    @property
    def rest(self) -> Sequence[Option]:
        """Return the choices behind the disclosure."""
        return self.options[self._fold :]

    @property
    def _fold(self) -> int:
        return len(self.options) if len(self.options) <= FOLD_AFTER + 2 else FOLD_AFTER

    @property
    def rest_selected(self) -> bool:
        """Tell whether the disclosure must stand open."""
        return any(option.selected for option in self.rest)


@dataclass(frozen=True)
class SortOption:
    """An order to choose."""

    key: str
    label: Text
    selected: bool


@dataclass(frozen=True)
class Advice:
    """A group of conditions whose removal would find something."""

    label: str
    count: int
    url: str


class Listing:
    """A list for one scope and one query. Its total, its page and its export are the same rows."""

    def __init__(self, definition: ListDefinition, query: QueryDict, scope: Scope, *, path: str = "") -> None:
        self.definition = definition
        self.scope = scope
        self.path = path or definition.url
        self.reading = reading.read(definition, query, scope)
        self.results_id = "results"

    @cached_property
    def all_rows(self) -> Rows:
        """Return every row of the list that the viewer may read."""
        return self.definition.queryset(self.scope)

    @cached_property
    def rows(self) -> Rows:
        """Return the rows that meet the conditions, in an order without ties."""
        return self.reading.filterset.narrowed(self.all_rows).order_by(*self.reading.sort.order_by, "pk")

    @cached_property
    def _tally(self) -> counts.Tally:
        return counts.tally(self.all_rows, self.reading.filterset, self.definition.facet_names())

    @property
    def total(self) -> int:
        """Return how many rows meet the conditions."""
        return self._tally.total

    @property
    def overall(self) -> int:
        """Return how many rows the list has without conditions."""
        return self._tally.overall

    @property
    def unit(self) -> Text:
        """Return what the rows are."""
        return self.definition.unit

    @property
    def title(self) -> Text:
        """Return the list's title."""
        return self.definition.title

    @cached_property
    def page(self) -> Page[Any]:
        """Return the page that was asked for, or the nearest there is."""
        paginator: Paginator[Any] = Paginator(self.rows, self.definition.per_page)
        paginator.__dict__["count"] = self.total  # it would count again
        return paginator.page(min(max(self.reading.page, 1), paginator.num_pages))

    @cached_property
    def notes(self) -> list[str]:
        """Return a sentence on everything in the address that was not followed."""
        notes = list(self.reading.notes)
        if self.page.number != self.reading.page:
            notes.append(
                _("There is no page “%(asked)s”. This is page %(number)s.")
                % {"asked": shown(self.reading.page_asked), "number": self.page.number}
            )
        return notes

    @property
    def query(self) -> str:
        """Return the conditions and the order as a query string, without the page."""
        return self.reading.query

    @property
    def has_conditions(self) -> bool:
        """Tell whether any filter is in force."""
        return bool(self.reading.kept)

    def link(self, pairs: reading.Pairs) -> str:
        """Return this list's address with ``pairs``."""
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    @property
    def url(self) -> str:
        """Return this list's address with its conditions and order."""
        return self.link(self.reading.pairs)

    @property
    def clear_url(self) -> str:
        """Return the address without conditions, in the same order."""
        return self.link([(name, value) for name, value in self.reading.pairs if name == "sort"])

    @cached_property
    def chips(self) -> list[Chip]:
        """Return the conditions in force."""
        pairs = self.reading.pairs
        return [
            Chip(self._chip_label(name, text), self.link([pair for pair in pairs if pair != (name, value)]))
            for name, values in self.reading.kept.items()
            for value, text in values.items()
        ]

    def _chip_label(self, name: str, text: Text) -> Text:
        found = self.reading.filterset.filters[name]
        if isinstance(found, Facet):
            return text
        return _("%(label)s: %(value)s") % {"label": force_str(found.label or name), "value": shown(force_str(text))}

    @cached_property
    def facets(self) -> list[FacetGroup]:
        """Return the groups of choices with their counts."""
        return [self._facet(name) for name in self.definition.facet_names()]

    def _facet(self, name: str) -> FacetGroup:
        facet: Facet = self.reading.filterset.filters[name]
        chosen = self.reading.kept.get(name, {})
        cells = {cell.value: cell for cell in self._tally.facets[name]}
        labels: dict[str, Text] = facet.choices()
        if not facet.lists_empty_choices:
            found = sorted(cells.values(), key=lambda cell: (cell.rank, -cell.count, cell.label))
            labels = {cell.value: labels.get(cell.value, cell.label) for cell in found}
            labels |= {value: text for value, text in chosen.items() if value not in cells}
        counted = {value: cells[value].count if value in cells else 0 for value in labels}
        options = [
            Option(value, text, counted[value], value in chosen, f"filter-{name}-{place}")
            for place, (value, text) in enumerate(labels.items())
        ]
        return FacetGroup(name, facet.label, options)

    @cached_property
    def inputs(self) -> list[Any]:
        """Return the fields of the filters that are not facets, bound to what was understood."""
        form = self.reading.filterset.form
        return [form[name] for name, found in self.reading.filterset.filters.items() if not isinstance(found, Facet)]

    @cached_property
    def sorts(self) -> list[SortOption]:
        """Return the orders the viewer may choose."""
        return [SortOption(sort.key, sort.label, sort == self.reading.sort) for sort in self.reading.sorts]

    @property
    def sort(self) -> str:
        """Return the key of the order in force."""
        return self.reading.sort.key

    @property
    def kept_by_sorting(self) -> reading.Pairs:
        """Return the conditions that the form of orders carries along."""
        return [(name, value) for name, value in self.reading.pairs if name != "sort"]

    @property
    def sort_kept_by_filtering(self) -> str:
        """Return the order that the form of filters carries along, unless it is the usual one."""
        return "" if self.sort == self.definition.default_sort else self.sort

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns of the export that the viewer may have."""
        return list(self.definition.columns(self.scope))

    @cached_property
    def export_urls(self) -> list[tuple[str, str]]:
        """Return the formats and addresses of the export; none for visitors, whom no limit per account can hold."""
        if self.scope.user_id is None or not self.columns or not self.total:
            return []
        tail = f"?{self.query}" if self.query else ""
        return [
            (text, reverse("lists:export", args=[self.definition.name, suffix]) + tail)
            for suffix, text in EXPORT_FORMATS.items()
        ]

    @property
    def save_url(self) -> str:
        """Return where these conditions are saved under a name; nowhere for visitors."""
        if self.scope.user_id is None:
            return ""
        address = reverse("lists:search-new", args=[self.definition.name])
        return f"{address}?{self.query}" if self.query else address

    @cached_property
    def saved_searches(self) -> list[SavedSearch]:
        """Return the viewer's own saved searches of this list."""
        if self.scope.user_id is None:
            return []
        return list(SavedSearch.objects.filter(list_name=self.definition.name))

    @cached_property
    def advice(self) -> list[Advice]:
        """Return, for an empty list, what each condition costs; the most rewarding first."""
        if self.total or not self.reading.kept:
            return []
        without = counts.relaxed(self.all_rows, self.reading.filterset, list(self.reading.kept))
        found = [
            Advice(
                self._condition_label(name), count, self.link([pair for pair in self.reading.pairs if pair[0] != name])
            )
            for name, count in without.items()
            if count
        ]
        return sorted(found, key=lambda advice: -advice.count)

    def _condition_label(self, name: str) -> str:
        found = self.reading.filterset.filters[name]
        values = [force_str(text) for text in self.reading.kept[name].values()]
        separator = _(", ")
        return _("%(label)s: %(value)s") % {
            "label": force_str(found.label or name),
            "value": shown(separator.join(values)),
        }
