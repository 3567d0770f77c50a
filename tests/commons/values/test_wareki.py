"""Dates by era are read and written, and a day outside its era is refused."""

import datetime as dt
from contextlib import suppress

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from commons.values.clock import JST
from commons.values.wareki import DateError, format_for_reader, format_japanese, format_wareki, parse_date

SINCE_MEIJI_6 = st.dates(dt.date(1873, 1, 1), dt.date(2116, 12, 31))
FULL_WIDTH = str.maketrans("0123456789-/.RHSTM", "０１２３４５６７８９－／．ＲＨＳＴＭ")


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ("2026-06-10", "令和8年6月10日"),
        ("2019-05-01", "令和元年5月1日"),
        ("2019-04-30", "平成31年4月30日"),
        ("1989-01-08", "平成元年1月8日"),
        ("1989-01-07", "昭和64年1月7日"),
        ("1926-12-25", "昭和元年12月25日"),
        ("1926-12-24", "大正15年12月24日"),
        ("1912-07-30", "大正元年7月30日"),
        ("1912-07-29", "明治45年7月29日"),
        ("1873-01-01", "明治6年1月1日"),
        ("1872-12-31", "1872年12月31日"),
    ],
)
def test_a_day_is_written_by_its_era(day, written):
    assert format_wareki(dt.date.fromisoformat(day)) == written


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-10",
        "2026/6/10",
        "2026.6.10",
        "2026年6月10日",
        "20260610",
        "令和8年6月10日",
        "令和8年6月10日（水）",
        "令和 8年 6月10日",
        "R8.6.10",
        "r8/6/10",
        "R08-06-10",
        "２０２６－０６－１０",
        "２０２６ー６ー１０",
        "2026−6−10",
        "令和８年６月１０日",
        "Ｒ８．６．１０",
        "㋿8年6月10日",
        "　2026-06-10　",
    ],
)
def test_the_demo_day_is_read_however_it_is_typed(text):
    assert parse_date(text) == dt.date(2026, 6, 10)


def test_the_first_year_reads_as_gannen_and_as_one():
    assert parse_date("令和元年5月1日") == parse_date("令和1年5月1日") == parse_date("R元.5.1") == dt.date(2019, 5, 1)


@pytest.mark.parametrize(
    "text", ["平成31年5月1日", "令和元年4月30日", "昭和64年1月8日", "平成元年1月7日", "H31.5.1", "明治5年12月2日"]
)
def test_a_day_outside_its_era_is_refused(text):
    with pytest.raises(DateError):
        parse_date(text)


def test_the_refusal_names_the_date_by_its_right_era():
    with translation.override("en"), pytest.raises(DateError, match="平成 does not have that day"):
        parse_date("平成31年5月1日")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "0000-01-01",
        "2026-06/10",
        "2026年6月10",
        "26-06-10",
        "10/06/2026",
        "令和0年1月1日",
        "令和8年6月10日（木）",
        "R8610",
        "X8.6.10",
        "2026-06-10 10:00",
        "2026-06-10\x0b",
        "٢٠٢٦-٠٦-١٠",
        "9" * 5000,
    ],
)
def test_anything_else_is_no_date(text):
    with pytest.raises(DateError):
        parse_date(text)


@given(SINCE_MEIJI_6)
def test_every_day_is_read_back_from_its_era(day):
    assert parse_date(format_wareki(day)) == day
    assert parse_date(format_japanese(day)) == day


@given(
    SINCE_MEIJI_6, st.sampled_from(["{0:%Y}-{0.month}-{0.day}", "{0:%Y}/{0:%m}/{0:%d}", "{0:%Y}年{0.month}月{0.day}日"])
)
def test_every_day_is_read_in_full_width(day, form):
    assert parse_date(form.format(day).translate(FULL_WIDTH)) == day


@given(st.text())
def test_any_text_is_a_date_or_refused_and_never_a_fault(text):
    with suppress(DateError):
        parse_date(text)


@given(st.dates(), st.dates())
def test_written_years_never_run_backwards_within_an_era(one, other):
    earlier, later = sorted([one, other])

    before, after = format_wareki(earlier), format_wareki(later)
    if earlier.year == later.year and before[:2] == after[:2]:
        assert before.split("年")[0] == after.split("年")[0]


def test_a_moment_is_written_in_japans_time():
    moment = dt.datetime(2026, 6, 10, 1, 0, tzinfo=dt.UTC)

    assert format_japanese(moment) == "令和8年6月10日（水）10:00"
    assert format_japanese(moment, weekday=False) == "令和8年6月10日10:00"
    assert format_japanese(dt.datetime(2026, 6, 10, 23, 0, tzinfo=dt.UTC)) == "令和8年6月11日（木）08:00"


def test_a_moment_without_a_zone_is_a_fault():
    with pytest.raises(ValueError, match="time zone"):
        format_japanese(dt.datetime(2026, 6, 10, 10, 0))


def test_each_language_has_its_own_way_to_write_a_moment():
    moment = dt.datetime(2026, 6, 10, 10, 0, tzinfo=JST)

    with translation.override("en"):
        assert format_for_reader(moment) == "Wed 10 June 2026, 10:00"
        assert format_for_reader(moment.date(), weekday=False) == "10 June 2026"
    with translation.override("ja"):
        assert format_for_reader(moment) == "令和8年6月10日（水）10:00"
