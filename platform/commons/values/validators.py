"""Checks for model fields: the last door, behind forms, imports and the API."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import identifiers
from .text import control_characters

CONTROL_MESSAGE = _(
    "Delete the invisible characters (%(characters)s). They come along when text is pasted from Word or Excel."
)
CHECK_DIGIT_MESSAGE = _("This is not a corporate number: its check digit does not agree. Compare it with the register.")


def no_control_characters(value: str) -> None:
    """Refuse a line with characters that no export, feed or paper survives, line breaks and tabs among them."""
    _refuse_controls(value, multiline=False)


def no_control_characters_in_text(value: str) -> None:
    """Refuse the same in a text of several lines, where line breaks and tabs may stand."""
    _refuse_controls(value, multiline=True)


def _refuse_controls(value: str, *, multiline: bool) -> None:
    if found := control_characters(value, multiline=multiline):
        raise ValidationError(CONTROL_MESSAGE, code="control_characters", params={"characters": ", ".join(found)})


def corporate_number(value: str) -> None:
    """Refuse what is not a 法人番号."""
    if not identifiers.corporate_number_is_valid(value):
        raise ValidationError(CHECK_DIGIT_MESSAGE, code="check_digit")


def invoice_number(value: str) -> None:
    """Refuse what is not T and 13 digits. Whether the check digit binds depends on who holds the number."""
    if not identifiers.invoice_number_is_valid(value, is_corporation=False):
        raise ValidationError(_("Enter T and 13 digits, for example T4011001098993."), code="invalid")
