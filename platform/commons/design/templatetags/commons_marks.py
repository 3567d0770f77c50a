"""Draw what templates may not compute: icons, tiles, charts, the number of errors."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from django import template
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext, pgettext

from commons.design import charts, icons, tilemap
from commons.design import time_left as until
from commons.values import clock

register = template.Library()


@register.simple_tag
def icon_paths(name: str) -> SafeString:
    """Return the strokes of an icon."""
    return mark_safe(icons.paths(name))  # noqa: S308 - constants of our own registry


STATE_ICONS = {
    "draft": "pencil",
    "open": "pencil",
    "doing": "half",
    "done": "check",
    "back": "back",
    "stop": "stop",
    "closed": "ring",
}
NOTICE_ICONS = {"info": "info", "success": "check-circle", "warning": "warning", "error": "error"}


@register.simple_tag
def state_icon(kind: str, chosen: str = "") -> str:
    """Return the icon of a state: the chosen one, or its kind's own. A state never stands on colour alone."""
    return chosen or STATE_ICONS[kind]


@register.simple_tag
def notice_icon(kind: str) -> str:
    """Return the icon of a notice."""
    return NOTICE_ICONS[kind]


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | str]:
    """List the pages worth a link: the ends and the neighbours, with an ellipsis between."""
    return [
        number if isinstance(number, int) else str(Paginator.ELLIPSIS)
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    ]


@register.simple_tag
def page_url(query: QueryDict | str, number: int) -> str:
    """Return the address of a page of the same list: ``query`` with its ``page`` replaced."""
    changed = QueryDict(query, mutable=True) if isinstance(query, str) else query.copy()
    changed["page"] = str(number)
    return f"?{changed.urlencode()}"


@register.simple_tag
def error_prefix(form: Any = None) -> str:
    """Open a page's title with the number of its form's errors, so that a screen reader meets them first."""
    count = len(getattr(form, "errors", None) or ())
    if not count:
        return ""
    return ngettext("(%(count)d error) ", "(%(count)d errors) ", count) % {"count": count}


@register.filter
def is_address(value: Any) -> bool:
    """Tell an address from the name of a field."""
    return str(value).startswith(("/", "#", "?"))


@register.simple_tag
def tile_map(tiles: Iterable[Mapping[str, Any]]) -> tilemap.TileMap:
    """Place the tiles of the map."""
    return tilemap.lay_out(tiles)


@register.simple_tag
def placed_bars(bars: Iterable[Mapping[str, Any]]) -> list[charts.Bar]:
    """Place the bars of a chart."""
    return charts.bars(bars)


@register.simple_tag
def placed_steps(steps: Iterable[Mapping[str, Any]]) -> list[charts.Step]:
    """Place the steps of the tiers."""
    return charts.steps(steps)


@register.simple_tag
def time_left(moment: dt.date) -> until.TimeLeft:
    """Say how long something is still open, by the business clock."""
    return until.until(moment, at=clock.now())


@register.simple_tag
def percent(value: float, highest: float) -> str:
    """Return a width for SVG: ``value`` of ``highest``, at most the whole."""
    return f"{round(min(100.0, 100 * float(value) / float(highest)), 1) if highest else 0}%"


@register.simple_tag
def bar_chart_height(placed: list[charts.Bar]) -> int:
    """Return the height of a chart in pixels."""
    return charts.BAR_PITCH * len(placed) - 8


@register.filter
def unlocalised(value: float) -> str:
    """Write a number for SVG: with a point, whatever the language."""
    return str(value)


@register.simple_tag
def request_number() -> str:
    """Return the number under which the log knows this request."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


@register.simple_tag
def icon_names() -> list[str]:
    """List the icons, for the sample book."""
    return list(icons.PATHS)


@register.simple_tag
def joined(names: Iterable[Any] | None) -> str:
    """List names in one line."""
    return pgettext("between names", ", ").join(str(name) for name in names or ())
