"""Notices: told once, to their person alone, and forgotten in time."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from commons.accounts.models import Membership
from commons.events import deliver_due
from commons.events.outbox import NoTransaction
from commons.notifications import messages, notices, notify
from commons.notifications.models import Notice
from commons.notifications.tasks import purge
from commons.tenancy import scopes
from commons.values import clock
from tests import people
from tests.clock import StandingClock

from .conftest import KIND, SUBSTANCE, THING

pytestmark = pytest.mark.django_db


def test_a_person_is_told_once_for_each_key(tell: Callable[..., int]):
    one, two = people.person(), people.person()

    counts = (tell(one, one), tell(one, two), tell(one, two), tell(one, key="counted-2"))

    assert counts == (1, 1, 0, 1)
    with people.person_scope(one):
        assert [notice.key for notice in notices.of(scopes.current())] == ["counted-2", "counted-1"]


def test_numbers_are_public_and_tell_no_count(tell: Callable[..., int]):
    tell(*(people.person() for _ in range(3)))

    with scopes.system("test"):
        numbers = set(Notice.objects.values_list("number", flat=True))
    assert len(numbers) == 3
    assert all(len(number) == 13 and number.startswith("N-") for number in numbers)


def test_a_kind_that_nobody_registered_is_a_fault_of_ours():
    with scopes.system("test"), transaction.atomic(), pytest.raises(LookupError, match="unheard"):
        notify("tests.unheard", to=[people.person().pk], subject=THING, key="1")


def test_notices_are_written_in_a_transaction_only():
    person = people.person()

    with scopes.system("test"), pytest.raises(NoTransaction):
        notify(KIND, to=[person.pk], subject=THING, key="1")


def test_a_member_writes_no_notice_for_another():
    other = people.person()

    with people.member_scope("setagaya"), transaction.atomic(), pytest.raises(scopes.ForeignScope):
        notify(KIND, to=[other.pk], subject=THING, key="1")


def test_a_notice_is_its_persons_alone(tell: Callable[..., int]):
    mine, theirs = people.person(), people.person()
    tell(mine)

    with people.person_scope(theirs):
        others = list(notices.of(scopes.current()))
        marked = notices.mark_seen(scopes.current())
    with scopes.public():
        visitors = (list(notices.of(scopes.current())), notices.unseen_count(scopes.current()))

    assert (others, marked, visitors) == ([], 0, ([], 0))
    with people.person_scope(mine):
        assert notices.unseen_count(scopes.current()) == 1


def test_a_notice_of_a_body_is_gone_with_the_role(tell: Callable[..., int]):
    ours = people.organisation("setagaya")
    person = people.person_acting_for("setagaya")
    tell(person, organisation_id=ours.pk)

    with people.person_scope(person):
        before = notices.unseen_count(scopes.current())
        Membership.objects.filter(user=person).update(valid_until=clock.today() - dt.timedelta(days=1))
        after = (notices.unseen_count(scopes.current()), notices.mark_seen(scopes.current()))

    assert (before, after) == (1, (0, 0))


def test_all_that_the_page_showed_are_marked_and_none_that_came_since(tell: Callable[..., int]):
    person = people.person()
    tell(person, key="1")
    tell(person, key="2")
    with people.person_scope(person):
        newest = notices.of(scopes.current())[0].pk
    tell(person, key="3")

    with people.person_scope(person):
        marked = notices.mark_seen(scopes.current(), up_to=newest)

        assert (marked, [notice.key for notice in notices.of(scopes.current()).unseen()]) == (2, ["3"])


def test_the_line_reads_in_the_language_of_the_reader(message: Any):
    person = people.person()
    messages.register(
        messages.Message(
            kind=KIND,
            title=lambda subject, params: "件名",
            line=lambda subject, params: f"line in {translation.get_language()}",
            url=lambda subject, params: "/",
        )
    )
    with scopes.system("test"), transaction.atomic():
        notify(KIND, to=[person.pk], subject=THING, key="1")

    with people.person_scope(person):
        [notice] = notices.of(scopes.current())
        read = []
        for language in ("ja", "en"):
            with translation.override(language):
                read.append(notice.line)

    assert read == ["line in ja", "line in en"]
    assert SUBSTANCE not in read


@pytest.mark.parametrize("count", [1, 30])
def test_reading_costs_the_same_for_one_and_for_thirty(count: int, tell: Callable[..., int]):
    person = people.person()
    for number in range(count):
        tell(person, key=str(number))

    with (
        people.person_scope(person),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        lines = [notice.line for notice in notices.of(scopes.current())]

    assert (len(lines), len(queries)) == (count, 1)


def test_notices_of_half_a_year_ago_are_forgotten(tell: Callable[..., int], business_clock: StandingClock):
    person = people.person()
    tell(person, key="old")
    business_clock.forward(days=179)
    tell(person, key="young")
    deliver_due()
    business_clock.forward(days=1)

    purge()

    with scopes.system("test"):
        assert [notice.key for notice in Notice.objects.all()] == ["young"]
