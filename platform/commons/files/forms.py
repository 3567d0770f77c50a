"""The form of a picture in Wagtail's admin."""

from django.utils.translation import gettext as _
from PIL.Image import DecompressionBombError
from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """Wagtail's, which says in words that a picture is far too large: Pillow refuses to look at it, and raises."""

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()
        except DecompressionBombError:
            self.add_error("file", _("The picture has too many pixels."))
