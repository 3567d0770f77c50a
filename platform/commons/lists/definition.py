"""What a house says of one of its lists: its rows, its filters, its orders and its columns, for whoever asks."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OrderBy, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from commons.tenancy.scopes import Scope

from .filters import Facet, FilterSet

Text = str | Promise
CellValue = str | int | Decimal | bool | dt.date | dt.datetime | Promise | None
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Sort:
    """An order that the viewer may ask for. The list itself adds the primary key, so that no order is ever a tie."""

    key: str
    label: Text
    order_by: Sequence[str | OrderBy]


@dataclass(frozen=True)
class Column:
    """A column of the export; ``value`` reads it from one row, without a query. ``width`` counts characters."""

    key: str
    label: Text
    value: Callable[[Any], CellValue]
    width: int = 18


def _no_sort(scope: Scope) -> Sequence[Sort]:
    return ()


def _no_column(scope: Scope) -> Sequence[Column]:
    return ()


def _anyone(scope: Scope) -> bool:
    return True


@dataclass(frozen=True)
class ListDefinition:
    """A list that can be filtered, sorted, paged, saved and exported.

    ``queryset(scope)`` returns all rows that ``scope`` may read, with what their display needs (``select_related``,
    ``prefetch_related``). It may hold no aggregate and no ``distinct()``: those would change what is counted.
    ``sorts`` and ``columns`` are the allowlists of the viewer: an order and a column disclose as much as a page does.
    A list is ``public`` when neither its rows nor its filters depend on who asks.
    """

    name: str  # unique on the whole site; stands in addresses: "procurement.catalogue"
    title: Text
    unit: Text  # what the rows are: "items"
    url_name: str  # the view that shows it
    queryset: Callable[[Scope], Rows]
    filterset: type[FilterSet]
    default_sort: str
    sorts: Callable[[Scope], Sequence[Sort]] = _no_sort
    columns: Callable[[Scope], Sequence[Column]] = _no_column
    per_page: int = 20
    facets: Sequence[str] | None = None  # names of the facets to draw, in their order; None draws all of the filter set
    public: bool = False
    may_open: Callable[[Scope], bool] = _anyone  # the page's own rule, which its export and its saved searches ask too

    @property
    def url(self) -> str:
        """Return the address of the whole list."""
        return reverse(self.url_name)

    def facet_names(self) -> list[str]:
        """List the facets to draw."""
        if self.facets is not None:
            return list(self.facets)
        return [name for name, found in self.filterset.base_filters.items() if isinstance(found, Facet)]
