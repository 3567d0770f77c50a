"""Draw what templates may not compute: icons, tiles, charts, the number of errors."""

from typing import Any

from django import template
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from commons.design import icons

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
        number if isinstance(number, int) else Paginator.ELLIPSIS
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
