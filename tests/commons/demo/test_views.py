"""The demonstration's buttons move the clock and sign people in, and exist nowhere else."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from commons.contracts import deadlines
from commons.demo import persons
from commons.demo.first_day import START
from commons.values import clock
from tests.logged import logged
from tests.people import person, person_acting_for, sign_in

pytestmark = pytest.mark.django_db

CLOCK, SIGN_IN = reverse("demo:clock"), reverse("demo:sign-in")


@pytest.fixture
def english(client: Client) -> Client:
    """A visitor's browser with the English interface."""
    client.cookies["language"] = "en"
    return client


def signed_in(client: Client) -> Any:
    request = HttpRequest()
    request.session = client.session
    return get_user(request)


def told(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize(("move", "by"), [("hour", dt.timedelta(hours=1)), ("day", dt.timedelta(days=1))])
def test_a_button_moves_the_clock_and_says_so(demo_clock, english, move, by):
    answer = english.post(CLOCK, {"move": move, "next": "/"}, follow=True)

    assert clock.now() == START + by
    expected = {"hour": "Wed 10 June 2026, 11:00", "day": "Thu 11 June 2026, 10:00"}[move]
    assert told(answer) == [f"The time here is now {expected}."]


def test_the_next_deadline_is_reached_exactly(demo_clock, english, monkeypatch):
    deadline = dt.datetime(2026, 6, 12, 17, 0, tzinfo=clock.JST)
    monkeypatch.setattr(deadlines, "_sources", [lambda at: deadline if at < deadline else None])

    first = english.post(CLOCK, {"move": "deadline", "next": "/"}, follow=True)
    second = english.post(CLOCK, {"move": "deadline", "next": "/"}, follow=True)

    assert clock.now() == deadline
    assert told(first) == ["The time here is now Fri 12 June 2026, 17:00."]
    assert told(second) == ["No deadline lies ahead. The clock has not moved."]


def test_with_no_house_saying_more_the_next_deadline_is_the_end_of_a_role(demo_clock, demo_people, client):
    client.post(CLOCK, {"move": "deadline"})

    assert clock.now() == dt.datetime(2026, 6, 23, tzinfo=clock.JST)  # the approver of 小笠原村 acts until the 22nd


@pytest.mark.parametrize("move", ["", "week", "-1"])
def test_a_move_that_is_not_offered_is_refused(demo_clock, client, move):
    answer = client.post(CLOCK, {"move": move})

    assert answer.status_code == 400
    assert clock.now() == START


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/help/?q=1", "/help/?q=1"),
        ("", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("http://testserver/help/", "/"),
        ("javascript:alert(1)", "/"),
        ("help/", "/"),
        ("/help/\r\nX: y", "/help/%0D%0AX:%20y"),
    ],
)
@pytest.mark.parametrize("address", [CLOCK, SIGN_IN])
def test_the_way_back_never_leaves_the_site(demo_clock, demo_people, client, address, asked, reached):
    answer = client.post(address, {"move": "hour", "person": "setagaya-clerk", "next": asked})

    assert (answer.status_code, answer.headers["Location"]) == (302, reached)


@pytest.mark.parametrize("one", persons.of_interest(), ids=lambda one: one.id)
def test_every_person_of_interest_signs_in_by_a_button(demo_people, client, one):
    answer = client.post(SIGN_IN, {"person": one.id})

    assert answer.status_code == 302
    assert signed_in(client).email == one.email


def test_nobody_else_has_a_button(demo_people, client):
    other = person(email="someone@city.example")

    answers = [client.post(SIGN_IN, {"person": asked}) for asked in ("adachi-clerk", other.email, str(other.pk), "")]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert signed_in(client).is_anonymous


def test_a_button_that_leads_nowhere_signs_nobody_out(demo_people, client):
    before = person_acting_for("chofu")
    sign_in(client, before)

    client.post(SIGN_IN, {"person": "adachi-clerk"})

    assert signed_in(client) == before


def test_a_person_who_was_not_brought_in_has_no_door(client):
    assert client.post(SIGN_IN, {"person": "setagaya-clerk"}).status_code == 404


def test_a_deactivated_person_has_no_door(demo_people, client):
    type(person()).objects.filter(email="setagaya-clerk@demo.example").update(is_active=False)

    assert client.post(SIGN_IN, {"person": "setagaya-clerk"}).status_code == 404


def test_whoever_was_signed_in_leaves_and_the_log_names_each_for_their_own_doing(demo_people):
    before = person_acting_for("chofu")
    client = sign_in(Client(enforce_csrf_checks=True), before)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/").text)
    assert token is not None
    old_session = client.session.session_key

    client.post(SIGN_IN, {"person": "setagaya-clerk", "csrfmiddlewaretoken": token[1]}, follow=True)

    now = signed_in(client)
    log = [(record.verb, record.actor_id) for record in logged(verb__in=["signed_in", "signed_out"])]
    assert now.email == "setagaya-clerk@demo.example"
    assert client.session.session_key != old_session
    assert log == [("signed_out", before.pk), ("signed_in", now.pk)]


@pytest.mark.parametrize("address", [CLOCK, SIGN_IN])
def test_opening_a_link_does_nothing(demo_clock, demo_people, client, address):
    answers = [client.get(address), client.head(address)]

    assert [answer.status_code for answer in answers] == [405, 405]
    assert clock.now() == START


@pytest.mark.parametrize("address", [CLOCK, SIGN_IN])
def test_outside_a_demonstration_the_doors_do_not_exist(demo_clock, demo_people, client, settings, address):
    settings.DEMO_MODE = False

    answers = [client.get(address), client.post(address, {"move": "day", "person": "setagaya-clerk"})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert clock.now() == START
    assert signed_in(client).is_anonymous


def test_the_buttons_ask_for_a_token(demo_clock, demo_people):
    client = Client(enforce_csrf_checks=True)

    answers = [client.post(CLOCK, {"move": "day"}), client.post(SIGN_IN, {"person": "setagaya-clerk"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert clock.now() == START


def test_a_role_ends_when_the_clock_passes_its_last_day(demo_clock, demo_people, client):
    client.post(SIGN_IN, {"person": "ogasawara-approver"})
    seen = []
    for _ in range(13):
        seen.append(client.get("/").context["acting"].organisation)
        client.post(CLOCK, {"move": "day"})

    assert [body.slug for body in seen] == ["ogasawara"] * 13
    assert client.get("/").context["acting"].organisation is None
