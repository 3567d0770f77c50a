"""Write values as the interface does: yen, numbers, days, deadlines."""

import datetime as dt

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma

from commons.values import wareki as eras
from commons.values import yen as money

register = template.Library()


@register.filter
def yen(amount: int | None) -> str:
    """Write an amount: 「13,200円」, "¥13,200"."""
    return "" if amount is None else money.format_yen(amount)


@register.filter
def number(value: int | None) -> str:
    """Write a number with its thousands apart."""
    return "" if value is None else str(intcomma(value, use_l10n=False))


@register.filter
def wareki(value: dt.date | None) -> str:
    """Write a day in the Japanese era: 「令和8年6月10日」."""
    return "" if value is None else eras.format_wareki(value)


@register.filter
def japanese_date(value: dt.date | None) -> str:
    """Write a day with its weekday; a moment with its hour too."""
    return "" if value is None else eras.format_for_reader(value)
