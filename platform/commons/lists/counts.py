"""Count a list and its facets in one statement.

Every figure of the page, the total included, is one branch of a UNION ALL over the very rows the list shows. Each
group is counted over the rows that meet all conditions but its own, so that a figure says what ticking it would give.
A cube of all groups at once, folded in Python, was the tempting alternative: at 10,000 rows it has thousands of cells,
and the union has one row for each choice that is drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet, ImproperlyConfigured
from django.db import connections
from django.db.models import Count, IntegerField, TextField, Value
from django.db.models.expressions import RawSQL

from .filters import Facet, FilterSet, Rows

_FOUND = "lists_found"  # the rows that meet what is no choice of a facet, for the length of one statement


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
    overall, total = 0, 0
    cells: dict[str, list[Cell]] = {name: [] for name in facets}
    for group, key, label, rank, count in _figures(rows, filterset, facets):
        if group == 0:
            overall = count
        elif group == 1:
            total = count
        elif key is not None:
            cells[facets[group - 2]].append(Cell(str(key), label or "", rank or 0, count))
    return Tally(overall, total, cells)


def _figures(rows: Rows, filterset: FilterSet, facets: Sequence[str]) -> Any:
    """Return (group, key, label, rank, count) for every figure.

    Words are dear to compare and stand in every branch, so they are compared once, ahead of the union.
    """
    common = filterset.narrowed(rows, facets=False)
    found = rows.filter(pk__in=RawSQL(f"SELECT pk FROM {_FOUND}", ())) if filterset.has_other_conditions else rows  # noqa: S608, S611 - a constant
    branches = [_whole(0, rows), _whole(1, filterset.narrowed(found, facets=True))]
    branches += [_group(index, found, filterset, name) for index, name in enumerate(facets, start=2)]
    union = branches[0].union(*branches[1:], all=True)
    if found is rows:
        return union
    try:
        inner, inner_params = common.order_by().values("pk").query.sql_with_params()
        outer, outer_params = union.query.sql_with_params()
    except EmptyResultSet:  # nobody's words are found among no rows at all
        return _whole(0, rows)
    with connections[rows.db].cursor() as cursor:
        statement = f"WITH {_FOUND}(pk) AS MATERIALIZED ({inner}) {outer}"  # both compiled by Django
        cursor.execute(statement, (*inner_params, *outer_params))
        return cursor.fetchall()


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
    others = filterset.narrowed(rows, without=name, facets=True)
    return _branch(others, index, keys.value, keys.label, keys.rank, facet.counted(rows))


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
