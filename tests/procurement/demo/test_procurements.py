"""The demonstration's procurements hold together, and are what the real actions made of them."""

from typing import Any

import pytest
from django.db.models import Count

from commons.demo import people
from commons.lifecycle.models import ApprovalRequest
from commons.tenancy import scopes
from procurement.demo import seed, seed_procurements
from procurement.demo.seeding import read
from procurement.models import DemandResponse, JointProcurement, Participation, PublishedCut, Reminder
from procurement.states import State

pytestmark = pytest.mark.django_db
ROWS = read("procurements.yaml")


def everything():
    models: tuple[Any, ...] = (JointProcurement, DemandResponse, Participation, PublishedCut, Reminder, ApprovalRequest)
    return [(model.__name__, list(model.objects.order_by("pk").values_list())) for model in models]


def test_every_state_is_there_and_twice_changes_nothing():
    with scopes.system("test"):
        people.seed()
        seed()
        seed_procurements()
        first = everything()
        seed_procurements()

        assert everything() == first
        assert set(JointProcurement.objects.values_list("state", flat=True)) == set(State.values)
        assert JointProcurement.objects.count() == len(ROWS) == 24
        answered = {made.number: made.answered_bodies for made in JointProcurement.objects.all()}
        counted = DemandResponse.objects.values("procurement__number").annotate(count=Count("pk"))
        assert {row["procurement__number"]: row["count"] for row in counted}.items() <= answered.items()
        assert answered["TC-2026-014"] == 41

        sums = {
            cut.line.procurement.number: (cut.bodies, cut.total)
            for cut in PublishedCut.objects.select_related("line__procurement").order_by("taken_at")
        }
    assert (sums["TC-2026-013"], sums["TC-2026-017"]) == ((14, 1_940), (7, 5_695))


def test_without_people_the_shared_rows_are_there_all_the_same():
    with scopes.system("test"):
        seed()
        seed_procurements()

        assert JointProcurement.objects.count() == 24
        assert not DemandResponse.objects.exists()
