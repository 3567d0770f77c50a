"""Sums are published so that nobody works out one body's figure by subtraction."""

import datetime as dt
from itertools import combinations

import pytest

from commons.demo.first_day import START
from commons.tenancy import scopes
from procurement import actions
from procurement.actions.cuts import figures_as_of, midnight_before
from procurement.calculations.cuts import changed_bodies, may_follow, shown_count, shown_total
from procurement.models import CutFigure, PublishedCut
from procurement.rules import NotAllowed
from tests.people import member_scope
from tests.procurement import deals

pytestmark = pytest.mark.django_db
BODIES = ("setagaya", "chofu", "hino", "ome", "fuchu", "machida", "kita", "adachi", "minato")
NIGHT = midnight_before(START) + dt.timedelta(days=1)


def cut(made, at):
    with scopes.system("test"):
        return actions.take_cuts(procurement=made, at=at)


def published(made):
    return [(each.bodies, each.total) for each in PublishedCut.objects.order_by("taken_at")]


@pytest.mark.parametrize(("bodies", "count", "total"), [(2, None, None), (3, 3, None), (4, 4, 40)])
def test_a_count_shows_from_3_bodies_and_a_sum_from_4(bodies, count, total):
    figures = dict.fromkeys(range(bodies), 10)

    assert (shown_count(len(figures)), shown_total(figures)) == (count, total)


def test_a_sum_may_not_come_back_to_an_older_one_but_for_one_body():
    first = {1: 10, 2: 10, 3: 10, 4: 10}
    second = {3: 10, 4: 10, 5: 7, 6: 7, 7: 7}
    back = {1: 11, 2: 10, 3: 10, 4: 10}

    assert may_follow([first], second)
    assert changed_bodies(second, back) >= 3
    assert not may_follow([first, second], back)


def test_no_sum_is_taken_from_fewer_than_four_bodies():
    made = deals.in_intent()
    for slug in BODIES[:3]:
        deals.join(made, slug, 50)

    cut(made, NIGHT)

    assert published(made) == [(3, None)]


def test_a_night_without_three_changes_publishes_nothing(business_clock):
    made = deals.in_intent()
    for slug in BODIES[:4]:
        deals.join(made, slug, 50)
    cut(made, NIGHT)
    business_clock.moment = NIGHT + dt.timedelta(hours=10)
    for slug in BODIES[4:6]:
        deals.join(made, slug, 30)

    assert cut(made, NIGHT + dt.timedelta(days=1)) == []
    business_clock.moment = NIGHT + dt.timedelta(days=1, hours=10)
    deals.join(made, BODIES[6], 20)
    cut(made, NIGHT + dt.timedelta(days=2))

    assert published(made) == [(4, 200), (7, 280)]


def test_a_cut_holds_what_was_granted_before_midnight_however_late_it_is_taken(business_clock):
    made = deals.in_intent()
    for slug in BODIES[:4]:
        deals.join(made, slug, 50)
    business_clock.moment = NIGHT + dt.timedelta(seconds=1)
    deals.join(made, BODIES[4], 999)

    cut(made, NIGHT)

    assert published(made) == [(4, 200)]


def test_the_deadline_publishes_what_binds_and_once_only(business_clock):
    made = deals.in_intent()
    for slug in BODIES[:4]:
        deals.join(made, slug, 50)
    cut(made, NIGHT)
    business_clock.moment = NIGHT + dt.timedelta(hours=10)
    deals.join(made, BODIES[4], 30)

    cut(made, deals.INTENT_ENDS)
    cut(made, deals.INTENT_ENDS + dt.timedelta(days=3))

    assert published(made) == [(4, 200), (5, 230)]


def test_nobody_subtracts_a_single_body_out_of_nightly_sums(business_clock):
    made = deals.in_intent()
    quantities = dict(zip(BODIES, (7, 11, 13, 17, 19, 23, 29, 31, 37), strict=True))
    for night, slug in enumerate(BODIES):
        business_clock.moment = START + dt.timedelta(days=night)
        deals.join(made, slug, quantities[slug])
        if slug == "machida":
            deals.withdraw(made, "chofu")
        cut(made, midnight_before(business_clock.moment) + dt.timedelta(days=1))

    with scopes.system("test"):
        shares = {
            each.pk: dict(CutFigure.objects.filter(cut=each).values_list("organisation_id", "quantity"))
            for each in PublishedCut.objects.filter(total__isnull=False)
        }
    assert len(shares) >= 2
    for one, other in combinations(shares.values(), 2):
        assert changed_bodies(one, other) >= 3


def test_a_withdrawn_body_is_in_no_later_cut():
    made = deals.in_intent()
    for slug in BODIES[:5]:
        deals.join(made, slug, 50)
    deals.withdraw(made, BODIES[0])

    with scopes.system("test"):
        assert len(figures_as_of(made.lines.get(), NIGHT)) == 4


def test_nobody_but_the_system_takes_a_cut():
    made = deals.in_intent()

    with member_scope("hub", "hub_officer"), pytest.raises(NotAllowed):
        actions.take_cuts(procurement=made, at=NIGHT)
