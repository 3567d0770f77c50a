"""Write values as the interface does: yen, numbers, days, deadlines."""

import datetime as dt

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commons.design.time_left import until
from commons.values import clock
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


@register.filter
def day(value: dt.date | None) -> str:
    """Write a day without its weekday, in the interface's language."""
    return "" if value is None else eras.format_for_reader(value, weekday=False)


@register.filter
def short_date(value: dt.date | None) -> str:
    """Write a day without its year, with its weekday and, for a moment, its hour: 「6月12日（金）17:00」."""
    if value is None:
        return ""
    written = eras.format_for_reader(value)
    return written.partition("年")[2] or written


@register.filter
def both_years(value: dt.date | None) -> str:
    """Write the year in both reckonings: 「令和8年・2026年」. English has the one."""
    if value is None:
        return ""
    day = value.astimezone(clock.JST).date() if isinstance(value, dt.datetime) else value
    if (get_language() or "ja").startswith("en"):
        return str(day.year)
    return f"{eras.format_wareki(day).partition('年')[0]}年・{day.year}年"


@register.filter
def deadline(value: dt.date | None) -> str:
    """Write a deadline with what is left of it: 「令和8年6月12日（金）17:00（あと2日）」."""
    if value is None:
        return ""
    return with_note(eras.format_for_reader(value), until(value, at=clock.now()).text)


@register.filter
def with_note(text: object, note: object) -> str:
    """Put a note in brackets behind a text, if there is one: 「斉木 聡（担当者）」, "Saiki Satoshi (Clerk)"."""
    return _("%(text)s (%(note)s)") % {"text": text, "note": note} if note else str(text)
