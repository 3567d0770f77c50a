"""Who is told of what: each what it may know, once, and by titles that give nothing away."""

import datetime as dt

import pytest

from commons.accounts.models import Role
from commons.demo.first_day import START
from commons.events import deliver_due, due
from commons.notifications import messages as registered
from commons.notifications.models import Notice
from commons.tenancy import scopes
from commons.values.ref import Ref
from procurement import actions, messages
from tests.people import hub_officer, person_acting_for
from tests.procurement import deals, steps

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    return {
        "clerk": person_acting_for(steps.A),
        "approver": person_acting_for(steps.A, Role.APPROVER),
        "other": person_acting_for(steps.B),
        "hub": hub_officer(),
    }


def told(people, kind):
    """Return who has a notice of ``kind``, with its line."""
    with scopes.system("test"):
        rows = Notice.objects.filter(kind=kind)
        names = {user.pk: name for name, user in people.items()}
        return {names[row.person_id]: row.lines["en"] for row in rows if row.person_id in names}


def test_every_body_hears_of_a_survey_and_clerks_alone_are_asked(people):
    made = deals.in_survey()

    deliver_due()

    lines = told(people, messages.SURVEY_OPENED)
    assert lines.keys() == {"clerk", "other"}
    assert made.title in lines["clerk"]


def test_whoever_has_not_answered_is_reminded_and_nobody_else(people, business_clock):
    made = deals.in_survey(deadlines=deals.deadlines(survey=START + dt.timedelta(days=4)))
    deals.answer(made, steps.B)
    business_clock.forward(days=1, hours=1)

    due.tick()
    deliver_due()
    due.tick()
    deliver_due()

    assert told(people, messages.REMINDED).keys() == {"clerk"}
    with scopes.system("test"):
        assert Notice.objects.filter(kind=messages.REMINDED, person_id=people["clerk"].pk).count() == 1


def test_a_moved_deadline_tells_all(people):
    made = deals.in_survey()
    with scopes.system("test"):
        actions.move_deadline(procurement=made, state="survey", to=deals.SURVEY_ENDS + dt.timedelta(days=1))

    deliver_due()

    assert told(people, messages.DEADLINE_MOVED).keys() == people.keys()


def test_the_hub_hears_who_takes_part_and_other_bodies_do_not(people):
    deals.join(deals.in_intent(), steps.A)

    deliver_due()

    assert told(people, messages.JOINED).keys() == {"hub"}


def test_those_that_take_part_hear_that_the_specification_is_final(people, business_clock):
    steps.in_agreement(business_clock, (steps.A, steps.C))

    deliver_due()

    assert told(people, messages.AGREEMENT_OPENED).keys() == {"clerk", "approver"}


def test_who_drops_out_hears_it_with_the_hub_and_nobody_else(people, business_clock):
    made = steps.in_agreement(business_clock, (steps.A, steps.B, steps.C))
    steps.sign(made, (steps.B, steps.C))
    business_clock.forward(days=8)

    due.tick()
    deliver_due()

    assert told(people, messages.DROPPED).keys() == {"clerk", "approver", "hub"}


def test_a_result_goes_to_its_body_and_says_no_figure(people, business_clock):
    made = steps.in_committing(business_clock, (steps.A, steps.B))
    steps.commit(made, steps.A, 77)
    business_clock.forward(days=15)
    steps.settle(made)

    deliver_due()

    lines = told(people, messages.BOUND)
    assert lines.keys() == {"clerk", "approver"}
    assert "77" not in lines["clerk"].replace(made.title, "")
    assert told(people, messages.SETTLED).keys() == {"hub"}


def test_an_answer_reaches_those_that_take_part_and_a_question_the_hub(people, business_clock):
    made = steps.in_review(business_clock, (steps.A, steps.C))
    with deals.clerk_of(steps.A):
        actions.ask_about_spec(procurement=made, text="色は選べますか。")
    with scopes.system("test"):
        actions.answer_question(procurement=made, number=1, answer="選べます。")

    deliver_due()

    assert told(people, messages.ASKED).keys() == {"hub"}
    assert told(people, messages.ANSWERED).keys() == {"clerk", "approver"}


def test_titles_are_the_same_whatever_a_notice_is_about():
    deals.in_survey()

    ours = [each for each in registered.registered() if each.kind.startswith("procurement.")]
    titles = {str(each.title(Ref("procurement.procurement", "TC-2026-001"), {})) for each in ours}

    assert len(ours) == 15
    assert not any("%" in title or "TC-" in title for title in titles)
