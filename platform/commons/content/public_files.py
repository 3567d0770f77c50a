"""Which files a published page shows."""

from typing import Any

from wagtail.models import Page, ReferenceIndex

from commons.values import clock


def is_shown(file: Any) -> bool:
    """Tell whether a page that is open now shows the file. A draft's references do not count, nor do versions'."""
    using = ReferenceIndex.get_references_to(file).values_list("object_id", flat=True)
    pages = [int(pk) for pk in using if str(pk).isdecimal()]
    shown: bool = Page.objects.filter(pk__in=pages, live=True).exclude(expire_at__lte=clock.now()).exists()
    return shown
