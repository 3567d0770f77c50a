"""Who may do what: every role of every kind of body."""

import pytest

from commons.accounts.models import Role
from commons.tenancy.models import Organisation
from commons.tenancy.scopes import Scope
from procurement.rules import may_edit_catalogue, may_keep_budget, may_see_budget

pytestmark = pytest.mark.django_db


def acting(slug, *roles):
    organisation = Organisation.objects.get(slug=slug)
    scope = Scope("member", user_id=1, organisation_id=organisation.pk, roles=frozenset(map(str, roles)))
    return scope, organisation


@pytest.mark.parametrize("role", Role.values)
def test_the_catalogue_is_edited_by_hub_officers_alone(role):
    scope, _ = acting("hub", role)

    assert may_edit_catalogue(scope) == (role == Role.HUB_OFFICER)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("slug", ["setagaya", "mizuho", "hub"])
def test_own_prices_are_entered_by_three_roles_of_municipalities(slug, role):
    scope, organisation = acting(slug, role)

    assert may_keep_budget(scope, organisation) == (slug != "hub" and role in {"clerk", "approver", "administrator"})


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("slug", ["setagaya", "hub"])
def test_own_prices_are_read_by_everybody_of_the_municipality_and_never_at_the_hub(slug, role):
    scope, organisation = acting(slug, role)

    assert may_see_budget(scope, organisation) == (slug != "hub")


@pytest.mark.parametrize("rule", [may_keep_budget, may_see_budget])
def test_another_body_than_the_one_at_work_is_out_of_reach(rule):
    scope, _ = acting("chofu", *Role.values)

    assert not rule(scope, Organisation.objects.get(slug="setagaya"))


@pytest.mark.parametrize("scope", [Scope("public"), Scope("person", user_id=1), Scope("system", reason="test")])
def test_nobody_without_a_municipality_has_prices_of_their_own(scope):
    setagaya = Organisation.objects.get(slug="setagaya")

    assert not may_keep_budget(scope, setagaya)
    assert not may_see_budget(scope, None)
