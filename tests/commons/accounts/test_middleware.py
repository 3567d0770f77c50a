"""Whoever asks, works in exactly their own scope."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from structlog.contextvars import get_contextvars

from commons.accounts import acting
from commons.accounts.acting import CHOSEN
from commons.accounts.middleware import ScopeMiddleware
from commons.accounts.models import Role, User
from commons.audit import verbs
from commons.tenancy import scopes
from commons.tenancy.scopes import Scope
from commons.values import clock
from tests import people

pytestmark = pytest.mark.django_db


def scope_of(user: User | None, *, at: dt.datetime | None = None, chosen: int | None = None) -> Scope:
    """Send one request through the middleware and tell the scope in which its view ran."""
    seen: list[Scope] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(scopes.current())
        return HttpResponse()

    request = RequestFactory().get("/")
    request.session = SessionStore()
    if chosen is not None:
        request.session[CHOSEN] = chosen
    request.user = user or AnonymousUser()
    before, clock.source = clock.source, lambda: at or clock.real_now()
    try:
        ScopeMiddleware(view)(request)
    finally:
        clock.source = before
    return seen[0]


def test_a_visitor_works_in_the_public_scope():
    assert scope_of(None) == Scope("public")


def test_a_person_without_membership_works_as_that_person():
    user = people.person()

    assert scope_of(user) == Scope("person", user_id=user.pk)


def test_a_member_works_for_the_body_in_all_roles_held_there():
    user = people.person_acting_for("setagaya", Role.CLERK)
    people.membership(user, "setagaya", Role.EDITOR)
    people.membership(user, "chofu", Role.ADMINISTRATOR)
    setagaya = people.organisation("setagaya")

    assert scope_of(user) == Scope(
        "member", user_id=user.pk, organisation_id=setagaya.pk, roles=frozenset({"clerk", "editor"})
    )


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize(
    ("at", "in_force"),
    [
        (dt.datetime(2026, 3, 31, 23, 59, 59, tzinfo=clock.JST), False),
        (dt.datetime(2026, 4, 1, 0, 0, tzinfo=clock.JST), True),
        (dt.datetime(2026, 6, 10, 23, 59, 59, 999999, tzinfo=clock.JST), True),
        (dt.datetime(2026, 6, 11, 0, 0, tzinfo=clock.JST), False),
        (dt.datetime(2026, 6, 10, 15, 0, tzinfo=dt.UTC), False),
        (dt.datetime(2026, 6, 10, 14, 59, tzinfo=dt.UTC), True),
    ],
)
def test_every_role_holds_from_its_first_day_to_the_end_of_its_last(role, at, in_force):
    slug = "hub" if role == Role.HUB_OFFICER else "setagaya"
    user = people.person_acting_for(slug, role, valid_from=dt.date(2026, 4, 1), valid_until=dt.date(2026, 6, 10))

    scope = scope_of(user, at=at)

    assert scope.roles == (frozenset({role}) if in_force else frozenset())
    assert scope.kind == ("member" if in_force else "person")


def test_a_chosen_body_that_expired_puts_no_other_in_its_place():
    user = people.person_acting_for("setagaya", valid_until=dt.date(2026, 6, 10))
    people.membership(user, "chofu")
    chosen = people.organisation("setagaya").pk

    scope = scope_of(user, at=dt.datetime(2026, 6, 11, tzinfo=clock.JST), chosen=chosen)

    assert scope == Scope("person", user_id=user.pk)


def test_a_foreign_body_in_the_session_gives_nothing():
    user = people.person_acting_for("setagaya")

    assert scope_of(user, chosen=people.organisation("chofu").pk) == Scope("person", user_id=user.pk)


def test_hub_power_comes_from_the_role_and_never_from_the_body():
    clerk_of_the_hub = people.person_acting_for("hub", Role.CLERK)
    impostor = people.person_acting_for("chofu", Role.HUB_OFFICER)
    officer = people.hub_officer()

    assert scope_of(clerk_of_the_hub).roles == frozenset({"clerk"})
    assert scope_of(impostor).roles == frozenset()
    assert scope_of(officer).roles == frozenset({"hub_officer"})


def test_nobody_inherits_the_scope_of_the_request_before():
    assert scope_of(people.person_acting_for("setagaya")).kind == "member"

    assert scopes.current_or_none() is None
    assert scope_of(None) == Scope("public")


def test_log_lines_carry_the_bodys_id_and_nobody_inherits_it():
    user, body = people.person_acting_for("setagaya"), people.organisation("setagaya")

    scope_of(user)
    with_body = get_contextvars()
    scope_of(None)

    assert with_body["organisation_id"] == body.pk
    assert get_contextvars()["organisation_id"] is None
    assert not {user.email, user.name} & {str(value) for value in with_body.values()}


def test_every_verb_of_this_floor_reads_in_words():
    recorded = {"signed_in", "signed_out", "set_password", "switched_body", "made_hub_administrator"}

    assert {verb for verb in recorded if str(verbs.label(verb)) == verb} == set()


def test_who_acts_costs_one_query_however_many_memberships(django_assert_num_queries):
    user = people.person_acting_for("setagaya")
    for slug in ("chofu", "hachioji", "oshima"):
        people.membership(user, slug)
        people.membership(user, slug, Role.APPROVER)
    request = RequestFactory().get("/")
    request.user, request.session = user, SessionStore()

    with django_assert_num_queries(1):
        who = acting.read(request, day=dt.date(2026, 6, 10))
        assert who is not None
        shown = [(choice.organisation.slug, choice.role_names, choice.current) for choice in who.choices]

    assert [slug for slug, _, _ in shown] == ["setagaya", "hachioji", "chofu", "oshima"]
    assert [current for _, _, current in shown] == [True, False, False, False]


def test_the_previous_sign_in_is_shown_and_not_the_present_one():
    user, before = people.person_acting_for("setagaya"), dt.datetime(2026, 6, 9, 17, 42, tzinfo=clock.JST)
    User.objects.filter(pk=user.pk).update(last_login=before)
    user.refresh_from_db()

    client = people.client_of(user)
    page = client.get("/help/")

    assert page.context["acting"].last_sign_in == before
    user.refresh_from_db()
    assert user.last_login is not None
    assert user.last_login != before


def test_a_first_sign_in_has_none_before_it():
    client = people.client_of(people.person())

    assert "previous_sign_in" not in client.session


def test_signing_in_changes_the_session_key():
    client = Client()
    session = client.session
    session["planted"] = "by an attacker"
    session.save()
    client.cookies["sessionid"] = str(session.session_key)

    people.sign_in(client, people.person())

    assert client.session.session_key != session.session_key


def test_no_cache_that_people_share_keeps_what_a_signed_in_person_is_shown():
    member = people.client_of(people.person_acting_for("setagaya"))

    assert set(member.get("/help/")["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert not people.visitor().get("/help/").has_header("Cache-Control")


def test_a_page_that_says_itself_how_it_may_be_kept_is_believed():
    user = people.person_acting_for("setagaya")
    request = RequestFactory().get("/")
    request.session, request.user = SessionStore(), user

    response = ScopeMiddleware(lambda request: HttpResponse(headers={"Cache-Control": "no-store"}))(request)

    assert response["Cache-Control"] == "no-store"
