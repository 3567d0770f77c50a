"""Keep the scan of a paper as a private document of the body whose paper it is."""

from typing import Any

from django.utils.translation import gettext as _

from commons.files.models import Document
from commons.tenancy import scopes
from commons.tenancy.models import Organisation


def keep_scan(upload: Any, *, body: Organisation, number: str) -> Document | None:
    """Store ``upload`` for ``body``; nothing when nothing was uploaded."""
    if not upload:
        return None
    title = _("Decision on paper %(number)s") % {"number": number}
    kept: Document = Document.objects.create(
        organisation=body, title=title, file=upload, uploaded_by_user_id=scopes.current().user_id
    )
    return kept
