"""The clock alone publishes sums and reminds whoever is late, once for each moment."""

import datetime as dt

import pytest

from commons.contracts import deadlines
from commons.demo.first_day import START
from commons.events import deliver_due, due
from commons.tenancy import scopes
from procurement.models import PublishedCut, Reminder
from procurement.states import State
from tests.procurement import deals

pytestmark = pytest.mark.django_db(transaction=True)


def run():
    due.tick()
    deliver_due()
    due.tick()
    deliver_due()


def reminded():
    with scopes.system("test"):
        return sorted(Reminder.objects.values_list("body__slug", flat=True))


def test_a_sum_is_published_at_midnight_and_once(business_clock):
    made = deals.in_intent()
    for slug in ("setagaya", "chofu", "hino", "ome"):
        deals.join(made, slug, 50)
    business_clock.forward(days=1)

    run()
    run()

    assert [(cut.bodies, cut.total) for cut in PublishedCut.objects.all()] == [(4, 200)]


def test_whoever_is_late_is_reminded_three_days_before_and_after_a_pause_once(business_clock):
    ends = START + dt.timedelta(days=10)
    made = deals.in_survey(deadlines=deals.deadlines() | {State.SURVEY: ends})
    deals.answer(made, "setagaya")
    business_clock.moment = ends - dt.timedelta(days=2, hours=20)

    run()
    run()

    slugs = reminded()
    assert len(slugs) == 61
    assert "setagaya" not in slugs


def test_the_demonstrations_clock_knows_the_next_deadline():
    deals.in_survey()

    assert deadlines.next_after(START) == deals.SURVEY_ENDS
