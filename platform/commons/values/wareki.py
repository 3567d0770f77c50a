"""Dates by Japanese era (和暦), read and written.

Eras begin on the day their ordinance took effect: 令和 on 2019-05-01 (平成31年政令第143号), 平成 on 1989-01-08
(昭和64年政令第1号), 昭和 and 大正 on the day of their proclamation. 明治 is read from its sixth year, when the
Gregorian calendar came in (明治5年太政官布告第337号).
"""

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .clock import JST


class Era(NamedTuple):
    """An era's name, its letter, its first day, and the Gregorian year before its year 1."""

    name: str
    letter: str
    begins: dt.date
    year_zero: int


ERAS = (
    Era("令和", "R", dt.date(2019, 5, 1), 2018),
    Era("平成", "H", dt.date(1989, 1, 8), 1988),
    Era("昭和", "S", dt.date(1926, 12, 25), 1925),
    Era("大正", "T", dt.date(1912, 7, 30), 1911),
    Era("明治", "M", dt.date(1873, 1, 1), 1867),
)
_BY_NAME = {key: era for era in ERAS for key in (era.name, era.letter)}
_WEEKDAYS = "月火水木金土日"
_ENGLISH_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = "January February March April May June July August September October November December".split()
_DASH_BETWEEN_DIGITS = re.compile(r"(?<=[0-9元])[ー−‐‑‒–—―](?=[0-9])")
_DATE = re.compile(
    r"(?:(?P<era>令和|平成|昭和|大正|明治|[RHSTM])(?P<short>元|[0-9]{1,2})|(?P<long>[0-9]{4}))"
    r"(?:(?P<kanji>年)|(?P<mark>[-/.]))(?P<month>[0-9]{1,2})(?(kanji)月|(?P=mark))(?P<day>[0-9]{1,2})(?(kanji)日)"
    r"(?:\((?P<weekday>[月火水木金土日])\))?"
)
_DIGITS_ALONE = re.compile(r"(?P<long>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")


class DateError(ValueError):
    """A text is not a date. ``sentence`` says to a clerk, in their language, what is wrong with it."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def format_wareki(day: dt.date) -> str:
    """Write a date by its era: 「令和8年6月10日」, the first year as 元年. Before 1873 the Gregorian year stands."""
    for era in ERAS:
        if day >= era.begins:
            year = day.year - era.year_zero
            return f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def format_japanese(moment: dt.date, *, weekday: bool = True) -> str:
    """Write a date 「令和8年6月10日（水）」, or an aware moment in Japan's time 「令和8年6月10日（水）10:00」."""
    day, clock = _split(moment)
    return format_wareki(day) + (f"（{_WEEKDAYS[day.weekday()]}）" if weekday else "") + clock


def format_for_reader(moment: dt.date, *, weekday: bool = True) -> str:
    """Write a date or an aware moment as the interface's language does; in English "Wed 10 June 2026, 10:00"."""
    if not (get_language() or "ja").startswith("en"):
        return format_japanese(moment, weekday=weekday)
    day, clock = _split(moment)
    # Names are written out here: strftime would follow the machine's locale.
    written = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return (f"{_ENGLISH_WEEKDAYS[day.weekday()]} " if weekday else "") + written + (f", {clock}" if clock else "")


def _split(moment: dt.date) -> tuple[dt.date, str]:
    """Return the day in Japan and the time of day, which is empty for a date."""
    if not isinstance(moment, dt.datetime):
        return moment, ""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be shown")
    local = moment.astimezone(JST)
    return local.date(), f"{local:%H:%M}"


def parse_date(text: str) -> dt.date:
    """Read a date as people type it: 2026-06-10, 2026/6/10, 20260610, 令和8年6月10日, 令和元年5月1日, R8.6.10.

    Full-width characters do as well, and a weekday in brackets may follow and must agree. Raise ``DateError``, a
    ``ValueError``, for anything else, such as a day outside its era: 平成31年5月1日 never was.
    """
    plain = unicodedata.normalize("NFKC", text).upper().replace(" ", "")
    plain = _DASH_BETWEEN_DIGITS.sub("-", plain)
    match = _DATE.fullmatch(plain) or _DIGITS_ALONE.fullmatch(plain)
    if match is None:
        raise DateError(_("Enter a date such as 2026-10-01, 令和8年10月1日 or R8.10.1."))
    parts = match.groupdict()
    era = _BY_NAME[parts["era"]] if parts.get("era") else None
    day = _day(_year(parts, era), int(parts["month"]), int(parts["day"]))
    if era is not None:
        _check_era(day, era)
    if parts.get("weekday") and _WEEKDAYS[day.weekday()] != parts["weekday"]:
        raise DateError(_("The day of the week does not belong to this date."))
    return day


def _year(parts: dict[str, str | None], era: Era | None) -> int:
    if era is None:
        return int(parts["long"] or 0)
    short = parts["short"] or "0"
    if short.isdigit() and int(short) == 0:
        raise DateError(_("Eras have no year 0. The first year is 元年 or 1."))
    return era.year_zero + (1 if short == "元" else int(short))


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise DateError(_("There is no such day in the calendar.")) from None


def _check_era(day: dt.date, era: Era) -> None:
    index = ERAS.index(era)
    ends = ERAS[index - 1].begins if index else dt.date.max
    if not era.begins <= day < ends:
        raise DateError(
            format_lazy(
                _("{era} does not have that day. The date is {wareki}."), era=era.name, wareki=format_wareki(day)
            )
        )
