"""How the product says no to a clerk."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Refusal(Exception):
    """Something asked for is not allowed or not possible now, in a sentence for the clerk.

    A subclass may state its sentence once as the class attribute ``message``. ``field`` names the form field next to
    which it belongs, when there is one.
    """

    message: Text = ""
    field: str | None = None

    def __init__(self, message: Text | None = None, *, field: str | None = None) -> None:
        if message is not None:
            self.message = message
        if field is not None:
            self.field = field
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class StaleEdit(Refusal):
    """Somebody else changed the thing meanwhile. ``current`` is the present one, so that a page can show both."""

    message = _("Somebody else changed this while you were editing. Compare the two versions, then save again.")

    def __init__(self, message: Text | None = None, *, current: Any, field: str | None = None) -> None:
        super().__init__(message, field=field)
        self.current = current
