"""Business days know holidays, the new year and a body's own closed days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.values.business_days import add_business_days, is_business_day, next_business_day

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-06-10", True),  # a Wednesday
        ("2026-06-13", False),  # Saturday
        ("2026-06-14", False),  # Sunday
        ("2026-07-20", False),  # 海の日
        ("2026-09-22", False),  # between two holidays (祝日法第3条第3項)
        ("2026-05-06", False),  # moved from a Sunday (祝日法第3条第2項)
        ("2019-05-01", False),  # the accession, a holiday by a law of its own
        ("2026-12-28", True),
        ("2026-12-29", False),
        ("2026-12-31", False),
        ("2027-01-01", False),
        ("2028-01-03", False),  # a Monday
        ("2028-01-04", True),
    ],
)
def test_offices_work_on_a_day_or_not(day, works):
    assert is_business_day(dt.date.fromisoformat(day)) is works


def test_a_body_adds_closed_days_of_its_own():
    day = dt.date(2026, 10, 1)

    assert is_business_day(day)
    assert not is_business_day(day, closed=frozenset({day}))


def test_business_days_skip_the_new_year():
    assert add_business_days(dt.date(2026, 12, 25), 2) == dt.date(2027, 1, 4)


def test_the_first_day_is_not_counted():
    assert add_business_days(dt.date(2026, 6, 10), 1) == dt.date(2026, 6, 11)


def test_zero_business_days_move_nothing():
    saturday = dt.date(2026, 6, 13)

    assert add_business_days(saturday, 0) == saturday


def test_counting_back_ends_on_a_business_day():
    assert add_business_days(dt.date(2027, 1, 4), -1) == dt.date(2026, 12, 28)


def test_a_due_day_on_which_offices_are_closed_moves_to_the_next_open_one():
    assert next_business_day(dt.date(2026, 6, 13)) == dt.date(2026, 6, 15)
    assert next_business_day(dt.date(2026, 6, 15)) == dt.date(2026, 6, 15)


@given(DAYS, st.integers(min_value=1, max_value=60))
def test_going_forth_and_back_from_a_business_day_returns_to_it(day, count):
    start = next_business_day(day)

    assert add_business_days(add_business_days(start, count), -count) == start


@given(DAYS, st.integers(min_value=1, max_value=40))
def test_between_a_day_and_its_nth_business_day_lie_n_business_days(day, count):
    end = add_business_days(day, count)

    passed = [day + dt.timedelta(n) for n in range(1, (end - day).days + 1)]
    assert sum(is_business_day(each) for each in passed) == count


@given(DAYS, st.frozensets(DAYS, max_size=5))
def test_the_next_business_day_is_open_and_nothing_open_lies_before_it(day, closed):
    found = next_business_day(day, closed)

    assert is_business_day(found, closed)
    assert not any(is_business_day(day + dt.timedelta(n), closed) for n in range((found - day).days))
