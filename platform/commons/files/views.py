"""Hand out files to those who may see them. To everybody else they do not exist."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from commons.files import public_use
from commons.files.models import Document, Rendition
from commons.tenancy import scopes

SHOWN_IN_PAGES = {
    "image/avif",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
}  # SVG runs scripts: it is not shown


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out a document, to keep."""
    found = _found(Document.objects.all(), pk)
    return _handed_out(request, found.file, name=found.filename, tag=f"document-{pk}-{found.file_hash}")


@require_safe
def rendition(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out a picture in one size, to show in a page."""
    found = _found(Rendition.objects.select_related("image"), pk)
    tag = f"rendition-{pk}-{found.image.file_hash}-{found.focal_point_key}"
    return _handed_out(request, found.file, name=found.file.name.rpartition("/")[2], tag=tag, shown=True)


def _found(files: Any, pk: int) -> Any:
    """Find a file of the body at work, or one that a live public page shows to everybody."""
    own = files.visible_to(scopes.current()).filter(pk=pk).first()
    if own is not None:
        return own
    file = get_object_or_404(files, pk=pk)
    if not public_use.is_public(getattr(file, "image", file)):
        raise Http404
    return file


def _handed_out(request: HttpRequest, file: Any, *, name: str, tag: str, shown: bool = False) -> HttpResponseBase:
    """Answer with the file, or that it has not changed: in either case only after the check above."""
    etag = quote_etag(tag)
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = FileResponse(file.open("rb"), as_attachment=True, filename=name)
        except FileNotFoundError:
            raise Http404 from None
        if shown and response["Content-Type"] in SHOWN_IN_PAGES:
            del response["Content-Disposition"]
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"  # kept by the browser alone, and asked for again every time
    patch_vary_headers(response, ["Cookie"])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
