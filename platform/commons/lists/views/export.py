"""Hand out a list as a file."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commons.accounts import limits
from commons.accounts.access import signed_in
from commons.audit import log
from commons.lists import export, registry
from commons.lists.listing import EXPORT_FORMATS, Listing
from commons.tenancy import scopes
from commons.values import clock
from commons.values.ref import Ref


@require_GET  # a HEAD would do the whole work and enter the log for nothing
@signed_in
def export_list(request: HttpRequest, name: str, suffix: str) -> HttpResponse:
    """Answer with the rows that the page of the same query lists, all of them, in the columns the viewer may have.

    An address whose conditions are not all understood is refused with the reasons: a file is passed on, and nobody
    sees from it what was left out.
    """
    definition = registry.find(name)
    scope = scopes.current()
    if definition is None or suffix not in EXPORT_FORMATS or not definition.may_open(scope):
        raise Http404
    listing = Listing(definition, request.GET, scope)
    if not listing.columns:
        raise Http404
    limits.consume(request, action="export")
    if listing.reading.notes or listing.total > export.MOST_ROWS:
        context = {"listing": listing, "most_rows": export.MOST_ROWS, "heading": _("This file was not made")}
        return render(request, "lists/export_refused.html", context, status=422)
    content = export.written(suffix, title=force_str(definition.title), columns=listing.columns, rows=listing.rows)
    conditions = dict.fromkeys(name for name, _value in listing.reading.pairs)
    log.record("exported", Ref(registry.LIST_KIND, definition.name), changed=conditions, purpose=suffix)
    return _download(content, suffix=suffix, name=definition.name, title=force_str(definition.title))


def _download(content: bytes, *, suffix: str, name: str, title: str) -> HttpResponse:
    """Name the file in Japanese (RFC 5987), and in ASCII for what cannot read that."""
    day = f"{clock.today():%Y%m%d}"
    plain = f"{name.replace('.', '-')}_{day}.{suffix}"
    full = quote(f"{title.replace('/', '_')}_{day}.{suffix}", safe="")
    response = HttpResponse(content, content_type=export.CONTENT_TYPES[suffix])
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
