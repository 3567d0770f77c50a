"""Form fields that take input as Japanese keyboards write it.

Full-width digits, thousands separators and 和暦 are read; what was typed is shown again as typed when it is refused.
"""

import datetime as dt
import re
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import identifiers
from .text import to_ascii_digits
from .validators import CHECK_DIGIT_MESSAGE, no_control_characters, no_control_characters_in_text
from .wareki import DateError, format_for_reader, format_wareki, parse_date

LARGEST = 10**12  # more than the yearly budget of any municipality, in yen
EARLIEST = dt.date(1900, 1, 1)
LATEST = dt.date(2100, 12, 31)
_WHOLE = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)")
_FRACTION = re.compile(r"[+-]?[0-9,]*\.[0-9]+")
_NEGATIVE_OF_ACCOUNTS = str.maketrans("△▲", "--")


def _line(value: Any) -> str:
    """Return the typed line without the spaces around it. Control characters are refused first: strip() eats some."""
    text = str(value)
    no_control_characters(text)
    return text.strip()


class _Field(forms.Field):
    """A field whose refusals are chosen by code."""

    def refuse(self, code: str, **params: object) -> NoReturn:
        """Raise the error message of ``code``."""
        raise ValidationError(self.error_messages[code], code=code, params=params)


class IntegerField(_Field):
    """A whole number, from 0 to a trillion unless told otherwise. Reads 13200, 13,200, １３，２００ and △350."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Enter a whole number, for example 13200."),
        "character": _("Enter digits, for example 13200. Character %(position)s is “%(character)s”."),
        "separators": _("The thousands separators are not in their places. Enter for example 13,200 or 13200."),
        "fraction": _("Enter a whole number, without a fraction."),
        "min_value": _("Enter %(limit)s or more."),
        "max_value": _("Enter %(limit)s or less."),
    }

    def __init__(self, *, min_value: int | None = 0, max_value: int = LARGEST, **kwargs: Any) -> None:
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask phones for digits. ``type=number`` would drop full-width digits before anyone sees them."""
        return {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        """Read the number."""
        if value in self.empty_values or not (line := _line(value)):
            return None
        text = to_ascii_digits(self.without_unit(line)).translate(_NEGATIVE_OF_ACCOUNTS)
        if not _WHOLE.fullmatch(text):
            self._refuse_text(text, start=str(value).index(self.without_unit(line)))
        digits = text.replace(",", "")
        if len(digits) > 40:  # int() fails on thousands of digits, with a message about Python
            self.refuse("max_value", limit=f"{self.max_value:,}")
        return int(digits)

    def without_unit(self, line: str) -> str:
        """Return the number's part of the line."""
        return line

    def _refuse_text(self, text: str, *, start: int) -> NoReturn:
        if _FRACTION.fullmatch(text):
            self.refuse("fraction")
        for position, character in enumerate(text, start=start + 1):
            if character not in "0123456789,.+-":
                self.refuse("character", position=position, character=_("space") if character.isspace() else character)
        self.refuse("separators" if "," in text else "invalid")

    def validate(self, value: int | None) -> None:
        """Hold the number to its limits."""
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            self.refuse("min_value", limit=f"{self.min_value:,}")
        if value > self.max_value:
            self.refuse("max_value", limit=f"{self.max_value:,}")


class YenField(IntegerField):
    """An amount in whole yen. Also reads 「13,200円」 and ¥13,200."""

    def without_unit(self, line: str) -> str:
        """Leave the unit out, on whichever side it stands."""
        return line.removesuffix("円").lstrip("¥￥\\").strip()


class DateField(_Field):
    """A day, in any form that ``parse_date`` reads, from 1900 to 2100 unless told otherwise."""

    widget = forms.TextInput
    default_error_messages = {
        "earliest": _("Enter a date on or after %(limit)s."),
        "latest": _("Enter a date on or before %(limit)s."),
    }

    def __init__(self, *, earliest: dt.date = EARLIEST, latest: dt.date = LATEST, **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser offer no old entries. ``type=date`` could not take 和暦."""
        return {"autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """Show a stored day as its reader would type it, and what was typed as it was typed."""
        if not isinstance(value, dt.date):
            return value
        return value.isoformat() if (get_language() or "ja").startswith("en") else format_wareki(value)

    def to_python(self, value: Any) -> dt.date | None:
        """Read the day."""
        if isinstance(value, dt.date):
            return value
        if value in self.empty_values or not (line := _line(value)):
            return None
        try:
            return parse_date(line)
        except DateError as error:
            raise ValidationError(str(error.sentence), code="invalid") from error

    def validate(self, value: dt.date | None) -> None:
        """Hold the day to its limits."""
        super().validate(value)
        if value is None:
            return
        if value < self.earliest:
            self.refuse("earliest", limit=format_for_reader(self.earliest, weekday=False))
        if value > self.latest:
            self.refuse("latest", limit=format_for_reader(self.latest, weekday=False))


class LineField(forms.CharField):
    """One line of text, kept as typed but for the spaces around it."""

    def to_python(self, value: Any) -> Any:
        """Refuse control characters, line breaks among them."""
        return self.empty_value if value in self.empty_values else super().to_python(_line(value))


class TextField(forms.CharField):
    """Text of several lines, kept as typed: the space that opens a Japanese paragraph stays."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Refuse control characters; write line breaks one way, for forms send two characters and count one."""
        if value in self.empty_values:
            return self.empty_value
        text = str(value).replace("\r\n", "\n").replace("\r", "\n")
        no_control_characters_in_text(text)
        return super().to_python(text.rstrip())


class _NumberedField(forms.CharField):
    """A register's number, read without regard to width, spaces and hyphens."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser offer no old entries."""
        return {"autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        """Read the number as the register writes it, and hold it to the register's form."""
        if value in self.empty_values or not (line := _line(value)):
            return self.empty_value
        number = re.sub(r"[\s-]", "", re.sub(r"[ー－−‐‑‒–—―]", "-", to_ascii_digits(line)))
        return self.checked(number)

    def checked(self, number: str) -> str:
        """Return the number, or refuse it."""
        raise NotImplementedError

    def _thirteen_digits(self, digits: str) -> None:
        if not re.fullmatch(r"[0-9]{13}", digits):
            count = sum(character in "0123456789" for character in digits)
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"count": count})


class CorporateNumberField(_NumberedField):
    """A 法人番号 of 13 digits whose check digit agrees."""

    default_error_messages = {
        "invalid": _("A corporate number has 13 digits; this has %(count)s."),
        "check_digit": CHECK_DIGIT_MESSAGE,
    }

    def checked(self, number: str) -> str:
        """Return the 13 digits."""
        self._thirteen_digits(number)
        if not identifiers.corporate_number_is_valid(number):
            raise ValidationError(self.error_messages["check_digit"], code="check_digit")
        return number


class InvoiceNumberField(_NumberedField):
    """A 登録番号, T and 13 digits. The check digit binds corporations alone: say so with ``is_corporation``."""

    default_error_messages = {
        "invalid": _("Enter T and 13 digits, for example T4011001098993. This has %(count)s digits."),
        "prefix": _("A registration number begins with T, for example T4011001098993."),
        "check_digit": _("The check digit of this registration number does not agree. Compare it with the register."),
    }

    def __init__(self, *, is_corporation: bool = False, **kwargs: Any) -> None:
        self.is_corporation = is_corporation
        super().__init__(**kwargs)

    def checked(self, number: str) -> str:
        """Return T and the 13 digits."""
        number = number.replace("Ｔ", "T").replace("ｔ", "T").replace("t", "T")
        if not number.startswith("T"):
            raise ValidationError(self.error_messages["prefix"], code="prefix")
        self._thirteen_digits(number[1:])
        if not identifiers.invoice_number_is_valid(number, is_corporation=self.is_corporation):
            raise ValidationError(self.error_messages["check_digit"], code="check_digit")
        return number
