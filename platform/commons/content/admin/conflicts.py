"""Two editors at once: whoever saves second sees both versions, and nothing typed is lost.

Wagtail's editor warns by script while somebody else is writing, and then takes the last one to save.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from commons.values import clock
from commons.values.wareki import format_for_reader

_TYPED = re.compile(r"body-(\d+)-value")
_RENEWED = {"csrfmiddlewaretoken", "loaded_revision_id", "loaded_revision_created_at"}


def answer(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Return the page with both versions, if another editor has saved since this form was opened."""
    newer = _newer_of_another(request, page)
    if newer is None:
        return None
    stored = newer.as_object()
    kept = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in kept if name not in _RENEWED and not name.startswith("action-")]
    renewed = [("loaded_revision_id", newer.pk), ("loaded_revision_created_at", newer.created_at.isoformat())]
    context = {
        "heading": _("Two versions of “%(title)s”") % {"title": stored.title},
        "rows": [
            (_("Title"), stored.title, request.POST.get("title", "")),
            (_("Summary"), stored.summary, request.POST.get("summary", "")),
            (_("Text"), "\n".join(_said(stored.body.get_prep_value())), "\n".join(_typed(request))),
        ],
        "who": str(newer.user or ""),
        "when": format_for_reader(newer.created_at.astimezone(clock.JST)),
        "fields": [*fields, *renewed],
    }
    return TemplateResponse(request, "content/admin/both_versions.html", context, status=409)


def _newer_of_another(request: HttpRequest, page: Page) -> Revision | None:
    loaded = request.POST.get("loaded_revision_id", "")
    if request.method != "POST" or not loaded.isdecimal() or "application/json" in request.headers.get("Accept", ""):
        return None
    latest = page.get_latest_revision()
    seen = {loaded, request.POST.get("overwrite_revision_id", "")}
    if latest is None or str(latest.pk) in seen or latest.user_id == request.user.pk:
        return None
    return latest


def _said(value: Any) -> Iterator[str]:
    """Yield the words of a stored text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in {"type", "id"}:
                yield from _said(part)
    elif isinstance(value, list):
        for part in value:
            yield from _said(part)


def _typed(request: HttpRequest) -> Iterator[str]:
    """Yield the words of the text that was sent."""
    for name, value in request.POST.items():
        if (found := _TYPED.match(name)) and not request.POST.get(f"body-{found[1]}-deleted"):
            if not re.search(r"-(order|deleted|id|type|count)$", name):
                yield str(value)
