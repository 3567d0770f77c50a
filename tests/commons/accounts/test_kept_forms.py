"""Nothing typed is lost to an expired session, and nothing typed reaches anybody else."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from commons.accounts import kept_forms, tasks
from commons.accounts.models import KeptForm
from commons.tenancy import scopes
from commons.values import clock
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.commons.accounts.urls")]

TYPED = {"text": "髙橋の覚え書き", "tags": ["a", "b"], "my_password": "hunter2", "csrfmiddlewaretoken": "x"}


def browser_after_the_session(user) -> Client:
    """Return a browser on which ``user`` worked, and whose session has since ended."""
    client = people.client_of(user)
    client.get("/t/private/")
    client.session.flush()
    return client


def rows() -> list[KeptForm]:
    with scopes.system("test"):
        return list(KeptForm.objects.all())


def test_the_same_person_on_the_same_browser_gets_back_what_they_typed():
    user = people.person_acting_for("setagaya")
    client = browser_after_the_session(user)

    refused = client.post("/t/note/", TYPED)
    people.sign_in(client, user)
    page = client.get(refused["Location"].partition("next=")[2])

    assert page.context["form"].data.getlist("text") == ["髙橋の覚え書き"]
    assert page.context["form"].data.getlist("tags") == ["a", "b"]
    assert [str(message) for message in page.context["messages"]][-1] == kept_forms.notice()


def test_passwords_and_tokens_of_the_session_are_not_kept():
    user = people.person_acting_for("setagaya")
    client = browser_after_the_session(user)

    client.post("/t/note/", TYPED)
    people.sign_in(client, user)
    page = client.get("/t/note/")

    assert set(page.context["form"].data) - {"form_token"} == {"tags", "text"}


def test_another_person_on_the_same_browser_gets_nothing():
    user, colleague = people.person_acting_for("setagaya"), people.person_acting_for("setagaya")
    client = browser_after_the_session(user)
    client.post("/t/note/", TYPED)

    people.sign_in(client, colleague)
    first = client.get("/t/note/")
    second = client.get("/t/note/")  # the first answer has marked the browser as the colleague's

    assert (first.context["form"].is_bound, second.context["form"].is_bound) == (False, False)
    assert "髙橋" not in first.content.decode() + second.content.decode()


def test_the_same_person_on_another_browser_gets_nothing():
    user = people.person_acting_for("setagaya")
    browser_after_the_session(user).post("/t/note/", TYPED)

    page = people.client_of(user).get("/t/note/")

    assert page.context["form"].is_bound is False


def test_another_page_gets_nothing():
    user = people.person_acting_for("setagaya")
    client = browser_after_the_session(user)
    client.post("/t/note/?item=1", TYPED)

    people.sign_in(client, user)

    assert client.get("/t/note/?item=2").context["form"].is_bound is False
    assert client.get("/t/note/?item=1").context["form"].is_bound is True


def test_what_was_typed_lies_encrypted():
    client = browser_after_the_session(people.person_acting_for("setagaya"))

    client.post("/t/note/", TYPED)

    [row] = rows()
    assert "覚え書き" not in row.sealed
    assert "/t/note/" not in str(vars(row))


def test_a_row_moved_to_another_person_does_not_open():
    user, other = people.person_acting_for("setagaya"), people.person_acting_for("chofu")
    client = browser_after_the_session(user)
    client.post("/t/note/", TYPED)
    theirs = browser_after_the_session(other)
    theirs.post("/t/note/", {"text": "mine"})
    ours, moved = sorted(rows(), key=lambda row: row.person_id)
    with scopes.system("test"):
        KeptForm.objects.filter(pk=moved.pk).update(sealed=ours.sealed)

    people.sign_in(theirs, other)

    assert theirs.get("/t/note/").context["form"].is_bound is False


def test_after_a_day_it_is_gone():
    user = people.person_acting_for("setagaya")
    client = browser_after_the_session(user)
    client.post("/t/note/", TYPED)
    people.sign_in(client, user)
    now = clock.real_now()

    with time_machine.travel(now + timedelta(hours=23, minutes=59), tick=False):
        assert client.get("/t/note/").context["form"].is_bound is True
    with time_machine.travel(now + timedelta(hours=24, minutes=1), tick=False):
        assert client.get("/t/note/").context["form"].is_bound is False
        tasks.purge()

    assert rows() == []


def test_sending_it_makes_an_end_of_it():
    user = people.person_acting_for("setagaya")
    client = browser_after_the_session(user)
    client.post("/t/note/", TYPED)
    people.sign_in(client, user)
    token = client.get("/t/note/?fresh").context["form"]["form_token"].value()

    client.post("/t/note/", {"text": "sent", "form_token": token})

    assert rows() == []
    assert client.get("/t/note/").context["form"].is_bound is False


def test_a_browser_nobody_signed_in_on_leaves_nothing():
    Client().post("/t/note/", TYPED)

    assert rows() == []


def test_a_forged_mark_leaves_nothing():
    client = Client()
    client.cookies["browser"] = "WzEsICJmb3JnZWQiXQ:1t:forged"

    client.post("/t/note/", TYPED)

    assert rows() == []


def test_a_browser_keeps_the_latest_ten():
    user = people.person_acting_for("setagaya")
    client = browser_after_the_session(user)

    for number in range(12):
        client.post(f"/t/note/?n={number}", {"text": str(number)})

    assert len(rows()) == kept_forms.MOST_PER_BROWSER


def test_a_secret_that_was_rotated_still_opens(settings):
    user = people.person_acting_for("setagaya")
    client = browser_after_the_session(user)
    client.post("/t/note/", TYPED)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the next secret of the tests", [settings.SECRET_KEY]
    people.sign_in(client, user)

    assert client.get("/t/note/").context["form"].is_bound is True
