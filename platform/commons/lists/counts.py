"""Count a list and its facets in one statement.

Every figure of the page, the total included, is one branch of a UNION ALL over the very rows the list shows. Each
group is counted over the rows that meet all conditions but its own, so that a figure says what ticking it would give.
A cube of all groups at once, folded in Python, was the tempting alternative: at 10,000 rows it has thousands of cells,
and the union has one row for each choice that is drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Count, IntegerField, TextField, Value

from .filters import Facet, FilterSet, Rows


@dataclass(frozen=True)
class Cell:
    """How many rows one choice of a facet would keep."""

    value: str
    label: str
    rank: int
    count: int


@dataclass(frozen=True)
class Tally:
    """The figures of a list."""

    overall: int
    total: int
    facets: Mapping[str, Sequence[Cell]]


def tally(rows: Rows, filterset: FilterSet, facets: Sequence[str]) -> Tally:
    """Count all rows, those that meet the conditions, and the choices of each facet: one statement."""
    if rows.query.group_by or rows.query.distinct:
        raise ImproperlyConfigured(f"The rows of a list hold no aggregate and no distinct: {rows.model._meta.label}.")
    branches = [_whole(0, rows), _whole(1, filterset.narrowed(rows))]
    branches += [_group(index, rows, filterset, name) for index, name in enumerate(facets, start=2)]
    overall, total = 0, 0
    cells: dict[str, list[Cell]] = {name: [] for name in facets}
    for group, key, label, rank, count in branches[0].union(*branches[1:], all=True):
        if group == 0:
            overall = count
        elif group == 1:
            total = count
        elif key is not None:
            cells[facets[group - 2]].append(Cell(str(key), label or "", rank or 0, count))
    return Tally(overall, total, cells)


def relaxed(rows: Rows, filterset: FilterSet, conditions: Sequence[str]) -> dict[str, int]:
    """Count what the list would hold without each of ``conditions``: one statement."""
    branches = [_whole(index, filterset.narrowed(rows, without=name)) for index, name in enumerate(conditions)]
    if not branches:
        return {}
    found = branches[0].union(*branches[1:], all=True) if len(branches) > 1 else branches[0]
    counts = {conditions[group]: count for group, _key, _label, _rank, count in found}
    return {name: counts.get(name, 0) for name in conditions}


def _whole(index: int, rows: Rows) -> Any:
    return _branch(rows, index, Value(""), Value(""), Value(0, output_field=IntegerField()), Count("pk"))


def _group(index: int, rows: Rows, filterset: FilterSet, name: str) -> Any:
    facet: Facet = filterset.filters[name]
    keys = facet.keys(rows)
    return _branch(
        filterset.narrowed(rows, without=name), index, keys.value, keys.label, keys.rank, facet.counted(rows)
    )


def _branch(rows: Rows, index: int, key: Any, label: Any, rank: Any, count: Any) -> Any:
    grouped = (
        rows.order_by()
        .select_related(None)
        .prefetch_related(None)
        .values(tally_group=Value(index, output_field=IntegerField()), tally_key=key)
    )
    figures = grouped.annotate(tally_label=_text(label), tally_rank=rank, tally_count=count)
    return figures.values_list("tally_group", "tally_key", "tally_label", "tally_rank", "tally_count")


def _text(label: Any) -> Any:
    return Value(label.value, output_field=TextField()) if isinstance(label, Value) else label
