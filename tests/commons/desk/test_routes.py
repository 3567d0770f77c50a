"""The screens of routes and deputies."""

import re

import pytest
from django.test import Client

from commons.accounts.models import Role
from commons.lifecycle import routes
from commons.lifecycle.models import Deputy, Route
from tests import people
from tests.commons.lifecycle.conftest import House, Ward

pytestmark = pytest.mark.django_db


def token_of(client: Client, url: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get(url).content.decode())
    assert found is not None
    return found.group(1)


@pytest.fixture
def administrator(ward: Ward) -> Client:
    """Return the browser of the ward's administrator."""
    return people.client_of(people.person_acting_for("setagaya", Role.ADMINISTRATOR))


def test_an_administrator_sets_changes_and_removes_a_route(ward: Ward, house: House, administrator: Client) -> None:
    new = "/approvals/routes/new/"
    sent = {"kind": "tests.purchase", "department": "財務課", "step_1": str(ward.approver.pk), "step_2": "any"}

    administrator.post(new, sent | {"version": 0, "form_token": token_of(administrator, new)})
    with ward.as_clerk():
        route = Route.objects.get()
        assert routes.approvers_for("tests.purchase", "財務課") == [ward.approver.pk, None]
    page = f"/approvals/routes/{route.pk}/"
    administrator.post(page, sent | {"step_2": "", "version": 1, "form_token": token_of(administrator, page)})
    with ward.as_clerk():
        assert routes.approvers_for("tests.purchase", "財務課") == [ward.approver.pk]
    assert "Purchase" in administrator.get("/approvals/routes/").content.decode()
    administrator.post(f"{page}remove/", {"form_token": token_of(administrator, f"{page}remove/")})

    with ward.as_clerk():
        assert Route.objects.count() == 0


def test_a_gap_between_steps_is_refused_beside_the_field(ward: Ward, administrator: Client) -> None:
    new = "/approvals/routes/new/"
    sent = {"step_1": "any", "step_3": str(ward.approver.pk), "version": 0, "form_token": token_of(administrator, new)}

    answer = administrator.post(new, sent)

    assert (answer.status_code, 'id="id_step_2-error"' in answer.content.decode()) == (200, True)


def test_an_approver_names_and_ends_their_own_deputy(ward: Ward) -> None:
    deputy, client = ward.another_approver(), people.client_of(ward.approver)
    new = "/approvals/deputies/new/"
    sent = {"approver": ward.approver.pk, "deputy": deputy.pk, "valid_from": "R8.6.15", "valid_until": "２０２６-06-19"}

    assert client.post(new, sent | {"form_token": token_of(client, new)}).status_code == 302
    with ward.as_clerk():
        row = Deputy.objects.get()
    end = f"/approvals/deputies/{row.pk}/end/"
    client.post(end, {"form_token": token_of(client, end)})

    with ward.as_clerk():
        assert Deputy.objects.count() == 0


def test_an_approver_names_no_deputy_for_a_colleague(ward: Ward) -> None:
    colleague, client = ward.another_approver(), people.client_of(ward.approver)
    new = "/approvals/deputies/new/"
    sent = {"approver": colleague.pk, "deputy": ward.approver.pk, "valid_from": "R8.6.15", "valid_until": "R8.6.19"}

    answer = client.post(new, sent | {"form_token": token_of(client, new)})

    assert answer.status_code == 200
    with ward.as_clerk():
        assert Deputy.objects.count() == 0


def test_a_foreign_route_and_deputy_do_not_exist(ward: Ward) -> None:
    with people.member_scope("setagaya", Role.ADMINISTRATOR):
        route = routes.set_route(kind="", department="", approver_ids=[ward.approver.pk])
    with ward.as_approver():
        row = routes.name_deputy(
            approver_id=ward.approver.pk,
            deputy_id=ward.another_approver().pk,
            valid_from=route_day(),
            valid_until=route_day(),
        )
    stranger = people.client_of(people.person_acting_for("chofu", Role.ADMINISTRATOR))

    for address in (
        f"/approvals/routes/{route.pk}/",
        f"/approvals/routes/{route.pk}/remove/",
        f"/approvals/deputies/{row.pk}/end/",
    ):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {"form_token": "x", "version": 1}).status_code in {200, 404}
    assert ward.approver.name not in stranger.get("/approvals/routes/").content.decode()
    with ward.as_clerk():
        assert (Route.objects.count(), Deputy.objects.count()) == (1, 1)


def route_day():
    from commons.values import clock

    return clock.today()


@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR])
def test_no_other_role_sets_anything(ward: Ward, role: Role) -> None:
    client = people.client_of(people.person_acting_for("setagaya", role))

    for address in ("/approvals/routes/new/", "/approvals/deputies/new/"):
        assert client.get(address).status_code == 403
