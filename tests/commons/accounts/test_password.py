"""Signing in and out, and the password: by allauth's flows, on our pages, without a word too many."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from commons.accounts.models import Role, User
from commons.events import deliver_due
from tests import people
from tests.logged import logged

pytestmark = pytest.mark.django_db

NEW = "a quite different long sentence"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_counts_of_other_tests():
    cache.clear()


def try_to_sign_in(email: str, password: str, *, client: Client | None = None, **fields: str):
    return (client or Client()).post(LOGIN, {"login": email, "password": password, **fields})


def mailed_link(user: User) -> str:
    """Ask for a link as a visitor and return its path."""
    Client().post("/accounts/password/reset/", {"email": user.email})
    deliver_due()
    return re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[-1].body))[1]  # type: ignore[index]  # it is there


class TestSigningIn:
    def test_with_the_right_password_one_is_home(self):
        user = people.person_acting_for("setagaya")

        response = try_to_sign_in(user.email, people.PASSWORD)

        assert (response.status_code, response["Location"]) == (302, "/")

    def test_an_input_method_left_on_is_no_error(self):
        people.person(email="clerk@city.example")

        assert try_to_sign_in("Ｃｌｅｒｋ＠city.example", people.PASSWORD).status_code == 302

    def test_unknown_address_wrong_password_and_closed_account_read_alike(self):
        known, closed = people.person(), people.person()
        closed.is_active = False
        closed.save()

        answers = [
            try_to_sign_in("nobody@city.example", people.PASSWORD),
            try_to_sign_in(known.email, "wrong"),
            try_to_sign_in(closed.email, people.PASSWORD),
        ]

        assert [answer.context["form"].errors.as_json() for answer in answers] == [
            answers[0].context["form"].errors.as_json()
        ] * 3

    def test_what_was_typed_stays_but_the_password(self):
        page = try_to_sign_in("nobody@city.example", "wrong password").content.decode()

        assert 'value="nobody@city.example"' in page
        assert "wrong password" not in page

    @pytest.mark.parametrize(
        "wanted", ["https://evil.example/", "//evil.example/", "http://evil.localhost/", "javascript:1"]
    )
    def test_nobody_is_sent_to_another_host(self, wanted):
        user = people.person()

        assert try_to_sign_in(user.email, people.PASSWORD, next=wanted)["Location"] == "/"

    def test_one_comes_back_to_the_page_one_wanted(self):
        user = people.person()

        assert try_to_sign_in(user.email, people.PASSWORD, next="/help/?a=1")["Location"] == "/help/?a=1"

    def test_the_session_key_changes(self):
        client = Client()
        session = client.session
        session["planted"] = "by an attacker"
        session.save()
        client.cookies["sessionid"] = str(session.session_key)
        user = people.person()

        try_to_sign_in(user.email, people.PASSWORD, client=client)

        assert client.session["_auth_user_id"] == str(user.pk)
        assert client.session.session_key != session.session_key

    def test_the_session_ends_with_the_browser(self):
        response = try_to_sign_in(people.person().email, people.PASSWORD)

        assert response.cookies["sessionid"]["max-age"] == ""

    def test_it_is_recorded_as_the_persons_own_doing(self):
        user = people.person_acting_for("setagaya")
        client = Client()

        try_to_sign_in(user.email, people.PASSWORD, client=client)
        client.post("/accounts/logout/")

        assert [(record.verb, record.actor_id, record.subject) for record in logged()] == [
            ("signed_in", user.pk, f"accounts.person:{user.pk}"),
            ("signed_out", user.pk, f"accounts.person:{user.pk}"),
        ]


class TestLimits:
    def test_five_failures_close_one_account_and_no_other_from_the_same_address(self):
        attacked, colleague = people.person(), people.person()
        for _ in range(5):
            try_to_sign_in(attacked.email, "wrong")

        blocked = try_to_sign_in(attacked.email, people.PASSWORD)

        assert blocked.context["form"].non_field_errors()[0].startswith(("Sign-in to this", "このアカウント"))
        assert try_to_sign_in(colleague.email, people.PASSWORD).status_code == 302

    def test_an_address_alone_locks_nobody_out(self):
        for number in range(40):
            try_to_sign_in(f"somebody-{number}@city.example", "wrong")

        assert try_to_sign_in(people.person().email, people.PASSWORD).status_code == 302

    def test_a_password_set_anew_opens_the_account_again(self):
        user = people.person()
        for _ in range(6):
            try_to_sign_in(user.email, "wrong")

        Client().post(mailed_link(user), {"password1": NEW, "password2": NEW})

        assert try_to_sign_in(user.email, NEW).status_code == 302

    def test_links_for_one_account_are_limited(self):
        user = people.person()

        statuses = [Client().post("/accounts/password/reset/", {"email": user.email}).status_code for _ in range(6)]

        assert statuses == [302] * 5 + [429]


class TestSigningOut:
    def test_a_get_only_asks(self):
        client = people.client_of(people.person())

        page = client.get("/accounts/logout/")

        assert page.status_code == 200
        assert "_auth_user_id" in client.session

    def test_a_post_does_it(self):
        client = people.client_of(people.person())

        response = client.post("/accounts/logout/")

        assert (response.status_code, response["Location"]) == (302, "/")
        assert "_auth_user_id" not in client.session


class TestForgottenPassword:
    def test_the_mail_says_nothing_but_where_to_read_on(self):
        user = people.person(name="斉木 聡")

        mailed_link(user)

        [message] = mail.outbox
        assert message.to == [user.email]
        assert message.subject == "【東京コモンズ】お知らせがあります"
        assert not re.search("斉木|パスワード|[Pp]assword(?!/reset)", str(message.body))

    def test_an_unknown_address_gets_the_same_page_and_no_mail(self):
        known = Client().post("/accounts/password/reset/", {"email": people.person().email}, follow=True)
        unknown = Client().post("/accounts/password/reset/", {"email": "nobody@city.example"}, follow=True)

        strip = re.compile(r'value="[\w-]{64}"|nonce="[^"]+"')
        assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())
        deliver_due()
        assert len(mail.outbox) == 1

    def test_opening_the_link_changes_nothing_however_often_a_gateway_does_it(self):
        user = people.person()
        link, before = mailed_link(user), User.objects.values().get(pk=user.pk)

        browser = Client()
        statuses = [browser.get(link).status_code for _ in range(3)]

        assert statuses == [200, 200, 200]
        assert "sessionid" not in browser.cookies
        assert User.objects.values().get(pk=user.pk) == before
        assert Client().post(link, {"password1": NEW, "password2": NEW}).status_code == 302
        assert try_to_sign_in(user.email, NEW).status_code == 302

    def test_the_link_works_once(self):
        link = mailed_link(people.person())
        Client().post(link, {"password1": NEW, "password2": NEW})

        again = Client().post(link, {"password1": NEW + "!", "password2": NEW + "!"})

        assert again.status_code == 410

    @pytest.mark.parametrize("link", ["zz-rubbish-1", "1-abc-def", "1-set-password", "0000000000000zzzzzzzzzzz-a-b"])
    def test_a_made_up_link_says_so(self, link):
        assert Client().get(f"/accounts/password/reset/key/{link}/").status_code == 410

    def test_it_ends_the_sessions_elsewhere(self):
        user = people.person()
        elsewhere = people.client_of(user)

        Client().post(mailed_link(user), {"password1": NEW, "password2": NEW})

        assert elsewhere.get("/accounts/password/change/").status_code == 302

    def test_whoever_is_signed_in_on_that_browser_is_signed_out(self):
        user, other = people.person(), people.person()
        client = people.client_of(other)

        client.post(mailed_link(user), {"password1": NEW, "password2": NEW})

        assert "_auth_user_id" not in client.session

    def test_a_weak_password_is_refused_in_words(self):
        page = Client().post(mailed_link(people.person()), {"password1": "12345678", "password2": "12345678"})

        assert len(page.context["form"].errors["password1"]) >= 2


class TestChangingThePassword:
    def test_the_right_old_one_and_two_equal_new_ones_do_it(self):
        user = people.person()
        client = people.client_of(user)

        response = client.post(
            "/accounts/password/change/", {"oldpassword": people.PASSWORD, "password1": NEW, "password2": NEW}
        )

        assert response["Location"] == "/"
        assert "_auth_user_id" in client.session
        assert try_to_sign_in(user.email, NEW).status_code == 302

    def test_a_wrong_old_one_and_unequal_new_ones_are_told_at_their_fields(self):
        client = people.client_of(people.person())

        page = client.post("/accounts/password/change/", {"oldpassword": "x", "password1": NEW, "password2": "other"})

        assert sorted(page.context["form"].errors) == ["oldpassword", "password2"]

    def test_somebody_without_a_password_is_led_to_a_mailed_link(self):
        client = people.client_of(people.person(password=None))

        assert client.get("/accounts/password/change/")["Location"] == "/accounts/password/reset/"


class TestWhatIsOffered:
    @pytest.mark.parametrize(
        "name",
        ["account_signup", "account_email", "account_set_password", "account_reauthenticate", "account_confirm_email"],
    )
    def test_no_other_door_of_allauth_is_open(self, name):
        with pytest.raises(NoReverseMatch):
            reverse(name)

    @pytest.mark.parametrize("path", ["signup/", "email/", "social/connections/", "password/set/", "login/code/"])
    def test_nor_is_its_usual_address(self, path):
        assert Client().get(f"/accounts/{path}").status_code == 404

    @pytest.mark.parametrize(
        "path",
        ["login/", "password/reset/", "password/reset/done/", "password/reset/key/done/", "inactive/"],
    )
    @pytest.mark.parametrize("language", ["ja", "en"])
    def test_its_pages_stand_in_both_languages(self, path, language):
        client = Client()
        client.cookies["language"] = language

        response = client.get(f"/accounts/{path}")

        assert response.status_code == 200
        assert f'<html lang="{language}"' in response.content.decode()


class TestSwitching:
    def test_one_acts_for_the_other_body_from_then_on(self):
        user = people.person_acting_for("setagaya", Role.CLERK)
        other = people.membership(user, "chofu", Role.APPROVER)
        client = people.client_of(user)

        response = client.post("/accounts/switch/", {"membership": other.pk, "next": "/help/"})
        page = client.get("/help/")

        assert response["Location"] == "/help/"
        assert page.context["acting"].organisation.slug == "chofu"
        assert page.context["acting"].roles == frozenset({"approver"})

    def test_it_is_recorded_for_the_body_that_is_left(self):
        user = people.person_acting_for("setagaya")
        client = people.client_of(user)

        client.post("/accounts/switch/", {"membership": people.membership(user, "chofu").pk})

        [record] = logged(verb="switched_body")
        assert (record.actor_id, record.organisation_id) == (user.pk, people.organisation("setagaya").pk)
        assert "chofu" not in str(vars(record))

    @pytest.mark.parametrize("which", ["foreign", "expired", "future", "rubbish", "none"])
    def test_any_other_membership_does_not_exist(self, which):
        import datetime as dt

        user = people.person_acting_for("setagaya")
        wanted = {
            "foreign": people.membership(people.person(), "chofu").pk,
            "expired": people.membership(user, "chofu", valid_until=dt.date(2021, 3, 31)).pk,
            "future": people.membership(user, "chofu", valid_from=dt.date(2099, 4, 1)).pk,
            "rubbish": "１; drop",
            "none": "",
        }
        client = people.client_of(user)

        response = client.post("/accounts/switch/", {"membership": wanted[which]})

        assert response.status_code == 404
        assert client.get("/help/").context["acting"].organisation.slug == "setagaya"

    def test_a_get_does_nothing(self):
        assert people.client_of(people.person_acting_for("setagaya")).get("/accounts/switch/").status_code == 405

    def test_nobody_is_sent_to_another_host(self):
        user = people.person_acting_for("setagaya")
        sent = {"membership": user.memberships.get().pk, "next": "//evil.example/"}

        assert people.client_of(user).post("/accounts/switch/", sent)["Location"] == "/"
