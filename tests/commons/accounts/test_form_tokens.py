"""A form has its effect once."""

import datetime as dt
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction

from commons.accounts import form_tokens, tasks
from commons.accounts.form_tokens import AlreadySpent, first_result, issue, once, spend
from commons.accounts.models import Membership, SpentToken
from commons.tenancy import scopes
from commons.values import clock
from tests import people
from tests.commons.accounts.urls import NoteForm


def effects(user) -> list[str]:
    return sorted(Membership.objects.filter(user=user, valid_from="2030-01-01").values_list("department", flat=True))


def token_on(client, address: str = "/t/note/") -> str:
    return str(client.get(address).context["form"]["form_token"].value())


@pytest.mark.django_db
@pytest.mark.urls("tests.commons.accounts.urls")
class TestOnAPage:
    def test_a_second_click_is_led_to_the_result_of_the_first(self):
        user = people.person_acting_for("setagaya")
        client = people.client_of(user)
        sent = {"form_token": token_on(client), "text": "once"}

        first, second = client.post("/t/note/", sent), client.post("/t/note/", sent)

        assert (first["Location"], second["Location"]) == ("/result/once/", "/result/once/")
        assert effects(user) == ["once"]

    def test_a_wrong_field_spends_nothing_and_keeps_the_token(self):
        client = people.client_of(people.person_acting_for("setagaya"))
        token = token_on(client)

        page = client.post("/t/note/", {"form_token": token, "text": ""})

        assert page.context["form"]["form_token"].value() == token
        assert client.post("/t/note/", {"form_token": token, "text": "right"})["Location"] == "/result/right/"

    @pytest.mark.parametrize("token", ["", "rubbish", "1.2.x:1abcde:forged"])
    def test_a_missing_or_forged_token_is_refused_in_words_with_a_new_one_in_its_place(self, token):
        user = people.person_acting_for("setagaya")
        client = people.client_of(user)

        page = client.post("/t/note/", {"form_token": token, "text": "kept as typed"})
        again = {"form_token": page.context["form"]["form_token"].value(), "text": "kept as typed"}

        assert len(page.context["form"].non_field_errors()) == 1
        assert 'value="kept as typed"' in page.content.decode()
        assert client.post("/t/note/", again).status_code == 302

    def test_a_token_of_another_person_is_refused(self):
        mine, theirs = (people.client_of(people.person_acting_for("setagaya")) for _ in range(2))

        page = mine.post("/t/note/", {"form_token": token_on(theirs), "text": "x"})

        assert len(page.context["form"].non_field_errors()) == 1

    def test_a_page_opened_for_one_body_is_not_sent_for_another(self):
        user = people.person_acting_for("setagaya")
        second = people.membership(user, "chofu")
        client = people.client_of(user)
        token = token_on(client)

        client.post("/accounts/switch/", {"membership": second.pk})
        page = client.post("/t/note/", {"form_token": token, "text": "x"})

        assert page.status_code == 200
        assert effects(user) == []

    def test_a_page_left_open_over_a_weekend_is_good_and_an_older_one_says_so(self):
        client = people.client_of(people.person_acting_for("setagaya"))
        token, now = token_on(client), clock.real_now()

        with time_machine.travel(now + timedelta(days=3, minutes=1), tick=False):
            late = client.post("/t/note/", {"form_token": token, "text": "late"})
        with time_machine.travel(now + timedelta(days=2, hours=23), tick=False):
            good = client.post("/t/note/", {"form_token": token, "text": "good"})

        assert (late.status_code, good.status_code) == (200, 302)


@transaction.atomic
def join_oshima_and_spend(user, token: str) -> None:
    people.membership(user, "oshima")
    spend(token, "/second/")


@pytest.mark.django_db
class TestInAnAction:
    def test_an_action_that_fails_spends_nothing(self):
        def fail() -> str:
            raise RuntimeError

        with people.member_scope("setagaya"):
            token = issue("test")
            with pytest.raises(RuntimeError):
                once(token, fail)

            assert once(token, lambda: "/done/") == "/done/"
            assert once(token, lambda: "/never/") == "/done/"

    def test_spending_twice_undoes_the_second_action_whole(self):
        user = people.person_acting_for("setagaya")
        with people.member_scope("setagaya", user=user):
            token = issue("test")
            with transaction.atomic():
                spend(token, "/first/")

            with pytest.raises(AlreadySpent) as refused:
                join_oshima_and_spend(user, token)

            assert refused.value.result_url == "/first/"
            assert user.memberships.count() == 1

    def test_a_token_spent_by_one_person_tells_another_nothing(self):
        with people.member_scope("setagaya"):
            token = issue("test")
            once(token, lambda: "/private/result/")

        with people.member_scope("setagaya"):
            assert first_result(token) is None

    def test_tokens_differ_by_form(self):
        with people.member_scope("setagaya"):
            form = NoteForm({"form_token": issue("another form"), "text": "x"})

            assert form.is_valid() is False

    def test_purging_forgets_old_ones_alone(self):
        with people.member_scope("setagaya"):
            old, new = issue("test"), issue("test")
            with time_machine.travel(clock.real_now() - form_tokens.KEPT_FOR - timedelta(minutes=1)):
                once(old, lambda: "/old/")
            once(new, lambda: "/new/")

        tasks.purge()

        with scopes.system("test"):
            assert [row.result_url for row in SpentToken.objects.all()] == ["/new/"]


@pytest.mark.django_db(transaction=True)
def test_spending_outside_a_transaction_is_a_mistake():
    with people.member_scope("setagaya"), pytest.raises(transaction.TransactionManagementError):
        spend(issue("test"), "/x/")


def twenty_clicks_at_once() -> tuple[list[str], list[str]]:
    """Send one form from twenty threads together; return where each was led, and what took effect."""
    user = people.person_acting_for("setagaya")
    body = people.organisation("setagaya")
    scope = scopes.Scope("member", user_id=user.pk, organisation_id=body.pk, roles=frozenset({"clerk"}))
    with scopes.opened(scope):
        token = issue("test")
    start, led, errors = threading.Barrier(20), [], []

    def click(number: int) -> None:
        def act() -> str:
            people.membership(user, "oshima", valid_from=dt.date(2030, 1, 1), department=f"click {number}")
            return f"/result/{number}/"

        try:
            start.wait()
            with scopes.opened(scope):
                led.append(once(token, act))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    return led, effects(user)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's one write lock")
def test_twenty_clicks_at_once_have_one_effect_on_sqlite():
    led, took_effect = twenty_clicks_at_once()

    assert (len(led), len(set(led)), len(took_effect)) == (20, 1, 1)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_at_once_have_one_effect_on_postgresql():
    led, took_effect = twenty_clicks_at_once()

    assert (len(led), len(set(led)), len(took_effect)) == (20, 1, 1)
