"""Hand out a paper to those who may read it. To everybody else it does not exist."""

from urllib.parse import quote

import structlog
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts import limits
from commons.accounts.access import signed_in
from commons.papers.models import Paper
from commons.papers.models.paper import DamagedOriginal

log = structlog.get_logger(__name__)

MOST_NUMBER = 24  # characters


@require_safe
@signed_in
def download(request: HttpRequest, number: str) -> HttpResponseBase:
    """Answer with the stored original, never printed anew."""
    if len(number) > MOST_NUMBER:
        raise Http404
    paper: Paper = get_object_or_404(Paper.objects.all(), number=number)
    limits.consume(request, action="paper")
    etag = quote_etag(paper.sha256)
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            content = paper.content()
        except DamagedOriginal as damage:
            log.error("paper_damaged", paper=paper.pk, damage=str(damage))
            return render(request, "papers/damaged.html", {"heading": _("This paper cannot be handed out")}, status=500)
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = attachment(paper.filename, plain=f"paper-{paper.pk}.pdf")
    return guarded(response, etag=etag)


def attachment(name: str, *, plain: str) -> str:
    """Name a file in Japanese (RFC 5987), and in ASCII for what cannot read that."""
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def guarded(response: HttpResponseBase, *, etag: str = "") -> HttpResponseBase:
    """Close a download: no sniffing, no script, kept by the browser alone."""
    if etag:
        response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
