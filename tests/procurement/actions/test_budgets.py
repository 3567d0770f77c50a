"""A municipality's own figures."""

import datetime as dt

import pytest

from commons.audit.models import Record
from commons.events.models import Announcement
from commons.tenancy import scopes
from commons.values.refusals import StaleEdit
from procurement import actions
from procurement.actions.refusals import NothingToClear
from procurement.models import MunicipalityBudget
from procurement.rules import NotAllowed
from tests.logged import logged
from tests.people import member_scope
from tests.procurement import goods

pytestmark = pytest.mark.django_db

PAID = 987_653  # an amount that nothing else in these tests has


@pytest.mark.parametrize("role", ["clerk", "approver", "administrator"])
def test_a_clerk_approver_or_administrator_records_what_their_municipality_pays(role):
    item = goods.item()

    with member_scope("setagaya", role) as scope:
        actions.record_baseline(
            item=item, expected_revision=0, baseline_unit_price=PAID, paid_since_on=dt.date(2024, 4, 1), note="単年度"
        )
        budget = MunicipalityBudget.objects.get()

    assert (budget.organisation_id, budget.item_id, budget.updated_by_id) == (
        scope.organisation_id,
        item.pk,
        scope.user_id,
    )
    assert (budget.baseline_unit_price, budget.paid_since_on, budget.note, budget.revision) == (
        PAID,
        dt.date(2024, 4, 1),
        "単年度",
        1,
    )


@pytest.mark.parametrize(
    ("body", "role"),
    [("setagaya", "editor"), ("hub", "hub_officer"), ("hub", "clerk"), ("hub", "administrator")],
)
def test_neither_an_editor_nor_anybody_of_the_hub_records_one(body, role):
    item = goods.item()

    with member_scope(body, role), pytest.raises(NotAllowed):
        actions.record_baseline(item=item, expected_revision=0, baseline_unit_price=PAID)


@pytest.mark.parametrize("scope", [scopes.public, lambda: scopes.system("test"), lambda: scopes.person(1)])
def test_nobody_records_one_without_acting_for_a_municipality(scope):
    item = goods.item()

    with scope(), pytest.raises(NotAllowed):
        actions.record_baseline(item=item, expected_revision=0, baseline_unit_price=PAID)


def test_another_body_and_the_hub_find_nothing():
    item = goods.item()
    with member_scope("setagaya"):
        actions.record_baseline(item=item, expected_revision=0, baseline_unit_price=PAID)

    for body, role in [("chofu", "clerk"), ("chofu", "administrator"), ("hub", "hub_officer")]:
        with member_scope(body, role):
            assert not MunicipalityBudget.objects.exists()


def test_the_log_names_the_fields_and_no_amount_and_nothing_is_announced():
    item = goods.item()
    announced = Announcement.objects.count()

    with member_scope("setagaya"):
        actions.record_baseline(item=item, expected_revision=0, baseline_unit_price=PAID, note=f"{PAID}円")

    [record] = logged(verb="recorded_baseline")
    assert record.changed_fields == ["baseline_unit_price", "note"]
    assert str(PAID) not in str(vars(record))
    assert Announcement.objects.count() == announced


def test_the_record_of_it_is_read_by_nobody_of_another_body():
    item = goods.item()
    with member_scope("setagaya"):
        actions.record_baseline(item=item, expected_revision=0, baseline_unit_price=PAID)

    for body, role in [("chofu", "administrator"), ("hub", "hub_officer"), ("hub", "administrator")]:
        with member_scope(body, role) as scope:
            assert not Record.objects.visible_to(scope).filter(verb="recorded_baseline").exists()


def test_a_second_figure_replaces_the_first():
    item = goods.item()

    with member_scope("setagaya"):
        actions.record_baseline(item=item, expected_revision=0, baseline_unit_price=1_000)
        actions.record_baseline(item=item, expected_revision=1, baseline_unit_price=900)
        budget = MunicipalityBudget.objects.get()

    assert (budget.baseline_unit_price, budget.revision) == (900, 2)


@pytest.mark.parametrize("expected_revision", [0, 2])
def test_a_stale_edit_is_refused_with_the_present_figures(expected_revision):
    item = goods.item()
    with member_scope("setagaya"):
        actions.record_baseline(item=item, expected_revision=0, baseline_unit_price=1_000)

        with pytest.raises(StaleEdit) as refused:
            actions.record_baseline(item=item, expected_revision=expected_revision, baseline_unit_price=900)

        assert refused.value.current.baseline_unit_price == 1_000
        assert MunicipalityBudget.objects.get().baseline_unit_price == 1_000


def test_an_edit_of_figures_deleted_meanwhile_is_stale_too():
    item = goods.item()
    with member_scope("setagaya"):
        with pytest.raises(StaleEdit) as refused:
            actions.record_baseline(item=item, expected_revision=1, baseline_unit_price=900)

        assert refused.value.current is None
        assert not MunicipalityBudget.objects.exists()


def test_deleting_removes_the_own_figures_alone():
    item = goods.item()
    with member_scope("chofu"):
        actions.record_baseline(item=item, expected_revision=0, baseline_unit_price=PAID)
    with member_scope("setagaya"):
        actions.record_baseline(item=item, expected_revision=0, baseline_unit_price=1_000)

        actions.clear_baseline(item=item, expected_revision=1)

        assert not MunicipalityBudget.objects.exists()
    with scopes.system("test"):
        assert [budget.baseline_unit_price for budget in MunicipalityBudget.objects.all()] == [PAID]


def test_deleting_what_is_not_there_says_so():
    item = goods.item()

    with member_scope("setagaya"), pytest.raises(NothingToClear):
        actions.clear_baseline(item=item, expected_revision=1)


def test_deleting_an_outdated_revision_is_refused():
    item = goods.item()
    with member_scope("setagaya"):
        actions.record_baseline(item=item, expected_revision=0, baseline_unit_price=1_000)

        with pytest.raises(StaleEdit):
            actions.clear_baseline(item=item, expected_revision=2)

        assert MunicipalityBudget.objects.exists()
