"""Who is told."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commons.accounts.models import Role
from commons.notifications import recipients
from commons.values import clock
from tests import people

pytestmark = pytest.mark.django_db


def test_those_who_hold_the_role_in_the_body_today_are_told():
    ours = people.organisation("setagaya").pk
    clerk, approver = people.person_acting_for("setagaya"), people.person_acting_for("setagaya", Role.APPROVER)
    people.person_acting_for("setagaya", Role.EDITOR)
    people.person_acting_for("chofu")
    people.person_acting_for("setagaya", valid_until=clock.today() - dt.timedelta(days=1))
    people.person_acting_for("setagaya", valid_from=clock.today() + dt.timedelta(days=1))
    closed = people.person_acting_for("setagaya")
    closed.is_active = False
    closed.save()

    assert recipients([ours], [Role.CLERK]) == [clerk.pk]
    assert recipients([ours], [Role.CLERK, Role.APPROVER]) == [clerk.pk, approver.pk]


def test_a_person_of_two_roles_or_bodies_is_told_once():
    person = people.person_acting_for("setagaya")
    people.membership(person, "setagaya", Role.APPROVER)
    people.membership(person, "chofu")
    bodies = [people.organisation(slug).pk for slug in ("setagaya", "chofu")]

    with CaptureQueriesContext(connection) as queries:
        found = recipients(bodies, [Role.CLERK, Role.APPROVER])

    assert (found, len(queries)) == ([person.pk], 1)


def test_the_role_of_a_hub_officer_counts_in_the_hub_alone():
    officer = people.hub_officer()
    people.person_acting_for("setagaya", Role.HUB_OFFICER)
    bodies = [people.organisation(slug).pk for slug in ("setagaya", "hub")]

    assert recipients(bodies, [Role.HUB_OFFICER]) == [officer.pk]
