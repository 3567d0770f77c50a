"""The forms of saved searches."""

from django.utils.translation import gettext_lazy as _

from commons.accounts.form_tokens import FormTokenMixin
from commons.values.fields import LineField


class SearchNameForm(FormTokenMixin):
    """The name of a saved search."""

    name = LineField(
        label=_("Name of the search"),
        max_length=60,
        help_text=_("Only you see it. At most 60 characters, for example “Devices under ¥100,000”."),
    )


class PlainForm(FormTokenMixin):
    """A button that has its effect once."""
