"""A body's administrator invites, extends and ends; nobody else, and nobody elsewhere."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from commons.accounts.models import Membership, Role, User
from commons.audit.models import Record
from commons.events.models import Announcement
from commons.tenancy import scopes
from tests import people
from tests.clock import StandingClock

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 10)


@pytest.fixture
def administrator(db: None) -> User:
    """Return 世田谷区's administrator."""
    return people.person_acting_for("setagaya", Role.ADMINISTRATOR)


@pytest.fixture
def browser(administrator: User) -> Client:
    """Return the administrator's browser."""
    return people.client_of(administrator)


def send(client: Client, url: str, **fields: Any) -> Any:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get(url).content.decode())
    assert found is not None
    return client.post(url, fields | {"form_token": found.group(1), "confirmed": "1"})


def invite(client: Client, **more: Any) -> Any:
    sent = {"email": "new@city.example", "name": "新田 葵", "role": "clerk", "valid_until": "R9.3.31"}
    return send(client, "/people/invite/", **(sent | more))


def test_somebody_new_gets_an_account_without_password_and_a_role(browser: Client) -> None:
    assert invite(browser).status_code == 302

    user = User.objects.get(email="new@city.example")
    held = user.memberships.get()
    assert (user.name, user.has_usable_password()) == ("新田 葵", False)
    assert (held.organisation.slug, held.role, held.valid_from) == ("setagaya", "clerk", TODAY)
    announced = Announcement.objects.get(event="accounts.PersonInvited")
    assert (announced.payload["membership_id"], announced.payload["is_new"]) == (held.pk, True)
    with scopes.system("reading the log"):
        assert Record.objects.filter(verb="invited_person").count() == 1


def test_somebody_known_keeps_their_name(browser: Client) -> None:
    known = people.person_acting_for("chofu", name="元の 名前", email="known@city.example")

    invite(browser, email="ＫＮＯＷＮ@city.example", name="別の 名前")

    known.refresh_from_db()
    assert (known.name, known.memberships.count()) == ("元の 名前", 2)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"valid_until": "R8.6.9"}, "valid_until"),
        ({"valid_until": "R11.6.11"}, "valid_until"),
        ({"role": "hub_officer"}, "role"),
        ({"email": "no address"}, "email"),
        ({"name": ""}, "name"),
    ],
)
def test_a_faulty_invitation_is_refused_beside_its_field(browser: Client, fields: dict[str, str], field: str) -> None:
    answer = invite(browser, **fields)

    assert (answer.status_code, User.objects.filter(email="new@city.example").count()) == (200, 0)
    page = answer.content.decode()
    assert f'id="id_{field}-error"' in page or f'href="#id_{field}' in page


def test_a_role_that_is_held_is_extended_not_given_twice(browser: Client) -> None:
    invite(browser)

    answer = invite(browser)

    assert (answer.status_code, Membership.objects.filter(user__email="new@city.example").count()) == (200, 1)


def test_a_role_is_extended_by_three_years_at_most(browser: Client) -> None:
    clerk = people.person_acting_for("setagaya", valid_until=dt.date(2026, 6, 30)).memberships.get()

    too_long = send(browser, f"/people/{clerk.pk}/extend/", valid_until="2029-06-11")
    extended = send(browser, f"/people/{clerk.pk}/extend/", valid_until="2029-06-10")

    clerk.refresh_from_db()
    assert (too_long.status_code, extended.status_code) == (200, 302)
    assert clerk.valid_until == dt.date(2029, 6, 10)


def test_a_role_ends_with_the_day(browser: Client, business_clock: StandingClock) -> None:
    clerk = people.person_acting_for("setagaya").memberships.get()

    send(browser, f"/people/{clerk.pk}/end/")

    clerk.refresh_from_db()
    assert clerk.valid_until == TODAY
    business_clock.forward(days=1)
    assert browser.get(f"/people/{clerk.pk}/end/").status_code == 404


def test_the_last_administrator_stays(browser: Client, administrator: User) -> None:
    held = administrator.memberships.get()

    ended = send(browser, f"/people/{held.pk}/end/")
    shortened = send(browser, f"/people/{held.pk}/extend/", valid_until="2026-06-10")

    held.refresh_from_db()
    assert (ended.status_code, shortened.status_code, held.valid_until) == (200, 200, None)


def test_with_another_administrator_one_may_leave(browser: Client, administrator: User) -> None:
    people.person_acting_for("setagaya", Role.ADMINISTRATOR)
    held = administrator.memberships.get()

    assert send(browser, f"/people/{held.pk}/end/").status_code == 302


def test_a_second_administrator_who_leaves_on_the_same_day_does_not_count(browser: Client, administrator: User) -> None:
    people.person_acting_for("setagaya", Role.ADMINISTRATOR, valid_until=TODAY)
    held = administrator.memberships.get()

    assert send(browser, f"/people/{held.pk}/end/").status_code == 200


@pytest.mark.parametrize("page", ["extend", "end"])
def test_a_foreign_role_does_not_exist(browser: Client, page: str) -> None:
    foreign = people.person_acting_for("chofu").memberships.get()
    address = f"/people/{foreign.pk}/{page}/"

    assert browser.get(address).status_code == 404
    assert browser.post(address, {"valid_until": "2026-06-10", "form_token": "x"}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.valid_until is None
    assert foreign.user.name not in browser.get("/people/").content.decode()


@pytest.mark.parametrize("role", [Role.CLERK, Role.APPROVER, Role.EDITOR])
def test_no_other_role_keeps_people(role: Role) -> None:
    client = people.client_of(people.person_acting_for("setagaya", role))

    assert [client.get(page).status_code for page in ("/people/", "/people/invite/")] == [403, 403]


def test_one_and_thirty_people_cost_the_same_queries(
    browser: Client, django_assert_num_queries: Any, administrator: User
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for more in (1, 29):
        for _ in range(more):
            people.person_acting_for("setagaya")
        with CaptureQueriesContext(connection) as captured:
            browser.get("/people/")
        counts.append(len(captured))

    assert counts[0] == counts[1]
