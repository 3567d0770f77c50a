"""Roles begin and end at midnight in Japan."""

import datetime as dt

import pytest

from commons.accounts.expiries import next_boundary
from commons.accounts.models import Membership
from commons.contracts import deadlines
from commons.values.clock import JST
from tests.people import person_acting_for

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 6, 10, 12, 0, tzinfo=JST)


def midnight(month: int, day: int) -> dt.datetime:
    return dt.datetime(2026, month, day, tzinfo=JST)


def test_with_no_role_ahead_there_is_no_boundary():
    person_acting_for("setagaya", valid_until=dt.date(2026, 6, 9))
    person_acting_for("setagaya", valid_until=None)

    assert next_boundary(NOON) is None


def test_a_role_ends_when_its_last_day_is_over():
    person_acting_for("setagaya", valid_until=dt.date(2026, 6, 10))

    assert next_boundary(NOON) == midnight(6, 11)
    assert next_boundary(midnight(6, 11)) is None


def test_a_role_begins_with_its_first_day():
    person_acting_for("setagaya", valid_from=dt.date(2026, 7, 1))

    assert next_boundary(NOON) == midnight(7, 1)
    assert next_boundary(midnight(7, 1)) is None


def test_the_nearest_boundary_of_all_counts_in_one_query(django_assert_num_queries):
    person_acting_for("setagaya", valid_until=dt.date(2026, 6, 30))
    person_acting_for("chofu", valid_from=dt.date(2026, 6, 12), valid_until=dt.date(2027, 3, 31))

    with django_assert_num_queries(1):
        assert next_boundary(NOON) == midnight(6, 12)


def test_at_the_boundary_the_role_is_gone_and_a_moment_before_it_is_there():
    person_acting_for("setagaya", valid_until=dt.date(2026, 6, 10))
    boundary = next_boundary(NOON)
    assert boundary is not None

    before, after = (boundary - dt.timedelta(microseconds=1)).date(), boundary.date()

    assert [Membership.objects.valid_on(day).count() for day in (before, after)] == [1, 0]


def test_the_days_are_japans():
    person_acting_for("setagaya", valid_until=dt.date(2026, 6, 10))

    late_in_utc = dt.datetime(2026, 6, 10, 15, 0, tzinfo=dt.UTC)  # already the 11th in Japan

    assert next_boundary(late_in_utc) is None


def test_the_ground_knows_of_it():
    person_acting_for("setagaya", valid_until=dt.date(2026, 6, 10))

    assert deadlines.next_after(NOON) == midnight(6, 11)
