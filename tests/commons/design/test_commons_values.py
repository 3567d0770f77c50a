"""Values as templates write them."""

import datetime as dt
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from commons.values import clock
from commons.values.clock import JST

MOMENT = dt.datetime(2026, 6, 12, 17, tzinfo=JST)


def _written(expression: str, value: Any, language: str = "ja") -> str:
    template = Template(f"{{% load commons_values %}}{{{{ value|{expression} }}}}")
    with translation.override(language), clock.unit_of_work(dt.datetime(2026, 6, 10, 10, tzinfo=JST)):
        return template.render(Context({"value": value}))


@pytest.mark.parametrize(
    ("expression", "value", "japanese", "english"),
    [
        ("yen", 13200, "13,200円", "¥13,200"),
        ("number", 1234567, "1,234,567", "1,234,567"),
        ("wareki", MOMENT.date(), "令和8年6月12日", "令和8年6月12日"),
        ("day", MOMENT.date(), "令和8年6月12日", "12 June 2026"),
        ("japanese_date", MOMENT.date(), "令和8年6月12日（金）", "Fri 12 June 2026"),
        ("japanese_date", MOMENT, "令和8年6月12日（金）17:00", "Fri 12 June 2026, 17:00"),
        ("short_date", MOMENT, "6月12日（金）17:00", "Fri 12 June 2026, 17:00"),
        ("both_years", MOMENT, "令和8年・2026年", "2026"),
    ],
)
def test_a_value_is_written_in_the_language_of_the_interface(
    expression: str, value: Any, japanese: str, english: str
) -> None:
    assert (_written(expression, value), _written(expression, value, "en")) == (japanese, english)


@pytest.mark.parametrize("expression", ["yen", "number", "wareki", "day", "japanese_date", "short_date", "both_years"])
def test_nothing_is_written_as_nothing(expression: str) -> None:
    assert _written(expression, None) == ""


def test_a_deadline_says_what_is_left() -> None:
    assert _written("deadline", MOMENT, "en") == "Fri 12 June 2026, 17:00 (2 days left)"


def test_a_moment_of_another_zone_is_written_in_japans_time() -> None:
    assert _written("japanese_date", MOMENT.astimezone(dt.UTC)) == "令和8年6月12日（金）17:00"
