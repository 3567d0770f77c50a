"""What an upload may be, at the least."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 20 * 1024 * 1024


def not_too_large(file: Any) -> None:
    """Refuse a file of more than ``MOST_BYTES``."""
    if file.size > MOST_BYTES:
        raise ValidationError(
            _("The file is larger than %(megabytes)s MB."), code="too_large", params={"megabytes": MOST_BYTES >> 20}
        )
