"""Guards let in exactly those they name, and visitors come back to where they wanted to go."""

import pytest
from django.test import Client

from commons.accounts.access import ActsAsMixin, acts_as
from commons.accounts.models import Role
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.commons.accounts.urls")]


@pytest.mark.parametrize("address", ["/t/private/", "/t/clerks/", "/t/officer/", "/t/note/"])
def test_a_visitor_is_led_to_the_sign_in_page_and_back(address):
    response = people.visitor().get(f"{address}?page=2")

    assert (response.status_code, response["Location"]) == (
        302,
        f"/accounts/login/?next={address}%3Fpage%3D2",
    )


@pytest.mark.parametrize("role", Role.values)
def test_a_guard_lets_in_its_own_roles_and_no_others(role):
    client = people.client_of(people.person_acting_for("hub" if role == Role.HUB_OFFICER else "setagaya", role))

    statuses = {address: client.get(address).status_code for address in ("/t/private/", "/t/clerks/", "/t/officer/")}

    assert statuses == {
        "/t/private/": 200,
        "/t/clerks/": 200 if role in {Role.CLERK, Role.APPROVER} else 403,
        "/t/officer/": 200 if role == Role.HUB_OFFICER else 403,
    }


def test_a_person_without_membership_is_signed_in_and_acts_as_nobody():
    client = people.client_of(people.person())

    assert client.get("/t/private/").status_code == 200
    assert client.get("/t/clerks/").status_code == 403


def test_htmx_is_told_to_leave_the_page_rather_than_to_show_a_sign_in_form_in_a_corner():
    response = people.visitor().get("/t/private/", headers={"HX-Request": "true"})

    assert (response.status_code, response["HX-Redirect"]) == (200, "/accounts/login/?next=/t/private/")


@pytest.mark.parametrize("address", ["/t/post-only/", "/t/mark/"])
@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/procurement/?q=1", "/procurement/%3Fq%3D1"),
        ("https://elsewhere.example/phish/", "/"),
        ("", "/"),
    ],
)
def test_a_form_that_is_sent_to_a_post_only_page_comes_back_to_the_page_it_stood_on(address, referer, back):
    response = Client().post(address, headers={"Referer": referer})

    assert response["Location"] == f"/accounts/login/?next={back}"


def test_a_post_only_page_is_opened_by_nobody():
    member = people.client_of(people.person_acting_for("setagaya"))

    assert [client.get("/t/mark/").status_code for client in (people.visitor(), member)] == [405, 405]


def test_a_guard_without_roles_is_a_mistake_found_at_import():
    with pytest.raises(ValueError, match="needs a role"):
        acts_as()
    with pytest.raises(TypeError, match="needs its roles"):
        type("Forgotten", (ActsAsMixin,), {})
