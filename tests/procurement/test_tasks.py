"""What a procurement asks of a person, and when it ends, stands on their home page."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commons.contracts import deadlines, tasks
from commons.demo.first_day import START
from commons.tenancy import scopes
from procurement import actions, tiles
from procurement.states import Stance
from tests.people import client_of, member_scope, person_acting_for
from tests.procurement import deals

pytestmark = pytest.mark.django_db


def asked_of(slug, role="clerk"):
    with member_scope(slug, role) as scope:
        return [(str(task.what), task.url.rsplit("/", 2)[1]) for task in tiles.tasks_of(scope)]


def test_a_survey_is_a_task_until_it_is_answered():
    made = deals.in_survey()
    assert [place for _what, place in asked_of("setagaya")] == ["survey"]

    deals.answer(made, "setagaya")

    assert asked_of("setagaya") == []
    assert [place for _what, place in asked_of("chofu")] == ["survey"]


def test_participation_is_a_task_for_who_wanted_it_until_it_is_asked_for(business_clock):
    made = deals.in_survey()
    deals.answer(made, "setagaya")
    deals.answer(made, "chofu", stance=Stance.PASS)
    business_clock.moment = deals.SURVEY_ENDS
    assert asked_of("setagaya") == []
    with scopes.system("test"):
        actions.open_intent(procurement=made, version=made.version)

    assert [place for _what, place in asked_of("setagaya")] == ["join"]
    assert asked_of("chofu") == []
    deals.ask(deals.fresh(made), "setagaya")
    assert asked_of("setagaya") == []


def test_the_hub_is_asked_to_lead_on_when_a_survey_has_closed(business_clock):
    deals.in_survey()
    assert asked_of("hub", "hub_officer") == []

    business_clock.moment = deals.SURVEY_ENDS

    assert [place for _what, place in asked_of("hub", "hub_officer")] == ["cockpit"]


@pytest.mark.parametrize("role", ["approver", "editor", "administrator"])
def test_others_are_asked_for_nothing(role):
    deals.in_survey()

    assert asked_of("setagaya", role) == []


def test_tasks_cost_the_same_at_any_number():
    def cost():
        with member_scope("setagaya") as scope, CaptureQueriesContext(connection) as caught:
            return len(tiles.tasks_of(scope)), len(caught)

    deals.in_survey()
    one, few = cost()
    for _ in range(4):
        deals.in_survey()

    assert (one, cost()) == (1, (5, few))


def test_the_week_holds_the_running_deadline_and_who_is_nobody_has_none():
    made = deals.in_survey()
    week = START, START + dt.timedelta(days=7)

    with member_scope("setagaya") as scope:
        entries = deadlines.agenda(scope, *week)
        assert [(entry.about, entry.what, entry.at) for entry in entries] == [(made.ref, "survey", deals.SURVEY_ENDS)]
    with scopes.public() as scope:
        assert tiles.agenda(scope, *week) == []
        assert tasks.of(scope) == []


def test_home_leads_to_the_survey():
    made = deals.in_survey()

    page = client_of(person_acting_for("setagaya")).get("/").content.decode()

    assert f"/procurement/procurements/{made.number}/survey/" in page
