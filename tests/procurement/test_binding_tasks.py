"""Home asks a body's clerk to sign and to commit, until it did, and a hub officer to lead on."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from commons.accounts.models import Role
from procurement import actions, tiles
from procurement.actions import Wanted
from tests import people
from tests.clock import StandingClock, standing
from tests.procurement import steps
from tests.procurement.steps import A, B, C, D

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> Iterator[StandingClock]:
    with standing() as shown:
        yield shown


def asked_of(slug, role=Role.CLERK):
    with people.member_scope(slug, role) as scope:
        return [task.url for task in tiles.tasks_of(scope)]


def test_a_clerk_is_asked_to_sign_until_the_request_waits(now):
    made = steps.in_agreement(now)
    sign = reverse("procurement:sign", args=[made.number])
    steps.sign(made, [B])

    assert asked_of(A) == [sign]
    assert asked_of(B) == asked_of(D) == asked_of(A, Role.APPROVER) == []
    with people.member_scope(A):
        actions.request_signature(procurement=made)
    assert asked_of(A) == []


def test_a_clerk_is_asked_to_commit_until_it_is_done_or_too_late(now):
    made = steps.in_committing(now)
    commit = reverse("procurement:commit", args=[made.number])
    steps.commit(made, B, 5)
    with people.member_scope(A):
        actions.request_commitment(
            procurement=made, expected_revision=0, wanted={steps.line_of(made).pk: Wanted(quantity=5)}
        )

    assert asked_of(C) == [commit]
    assert asked_of(A) == asked_of(B) == []
    now.forward(days=14)
    assert asked_of(C) == []


def test_an_officer_is_asked_to_lead_on_when_a_step_has_closed(now):
    made = steps.in_review(now)

    assert asked_of("hub", Role.HUB_OFFICER) == []
    now.forward(days=7)
    assert asked_of("hub", Role.HUB_OFFICER) == [reverse("procurement:cockpit", args=[made.number])]


def test_one_and_many_take_the_same_queries(now, django_assert_num_queries):
    steps.in_agreement(now)
    with people.member_scope(A) as scope, django_assert_num_queries(6):
        assert len(tiles.tasks_of(scope)) == 1
    now.forward(days=-28)
    for _ in range(3):
        steps.in_agreement(now)
        now.forward(days=-21)
    now.forward(days=21)

    with people.member_scope(A) as scope, django_assert_num_queries(6):
        assert len(tiles.tasks_of(scope)) == 4
