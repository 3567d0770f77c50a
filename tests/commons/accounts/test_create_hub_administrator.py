"""Production's first person can be made by the command, and only the first without being asked twice."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from commons.accounts.models import Membership, User
from tests import people
from tests.logged import logged

pytestmark = pytest.mark.django_db

COMMAND = "commons.accounts.management.commands.create_hub_administrator"
GOOD = "a long sentence nobody guesses"


@pytest.fixture
def types(monkeypatch):
    """Answer the prompts for a password."""

    def answer(*passwords: str) -> None:
        prompts = iter(passwords)
        monkeypatch.setattr(f"{COMMAND}.getpass.getpass", lambda _prompt: next(prompts))

    return answer


def make(*options: str, email: str = "first@hub.example", name: str = "運営 一郎") -> None:
    call_command("create_hub_administrator", "--email", email, "--name", name, *options)


def roles_of(email: str) -> list[tuple[str, str]]:
    rows = Membership.objects.filter(user__email=email).order_by("role")
    return list(rows.values_list("organisation__slug", "role"))


def test_it_makes_a_person_with_both_roles_of_the_hub(types):
    types(GOOD, GOOD)

    make()

    assert roles_of("first@hub.example") == [("hub", "administrator"), ("hub", "hub_officer")]
    assert User.objects.get(email="first@hub.example").check_password(GOOD)
    assert Client().post("/accounts/login/", {"login": "first@hub.example", "password": GOOD}).status_code == 302


def test_twice_changes_nothing_and_asks_nothing(types):
    types(GOOD, GOOD)
    make()

    make(email="First@hub.example")

    assert roles_of("first@hub.example") == [("hub", "administrator"), ("hub", "hub_officer")]
    assert len(logged(verb="made_hub_administrator")) == 1


def test_a_second_administrator_must_be_meant(types):
    types(GOOD, GOOD, GOOD, GOOD)
    make()

    with pytest.raises(CommandError, match="--additional"):
        make(email="second@hub.example")
    make("--additional", email="second@hub.example")

    assert len(roles_of("second@hub.example")) == 2


def test_an_administrator_whose_time_is_over_is_in_nobodys_way(types):
    import datetime as dt

    types(GOOD, GOOD)
    people.person_acting_for("hub", "administrator", valid_until=dt.date(2021, 3, 31))

    make()

    assert len(roles_of("first@hub.example")) == 2


def test_a_link_instead_of_a_password_works_once(capsys):
    make("--link")

    link = re.search(r"https?://[^/]+(/\S+)", capsys.readouterr().out)[1]  # type: ignore[index]  # it is printed

    assert Client().post(link, {"password1": GOOD, "password2": GOOD}).status_code == 302
    assert Client().get(link).status_code == 410


@pytest.mark.parametrize(
    ("passwords", "complaint"), [((GOOD, "other"), "differ"), (("short", "short"), ""), (("12345678901234",) * 2, "")]
)
def test_a_bad_password_is_refused_and_can_be_set_by_running_it_again(types, passwords, complaint):
    types(*passwords)
    with pytest.raises(CommandError, match=complaint):
        make()

    types(GOOD, GOOD)
    make()

    assert User.objects.get(email="first@hub.example").check_password(GOOD)


@pytest.mark.parametrize(
    ("email", "name"), [("no address", "名前"), ("a@hub.example", ""), ("a@hub.example", "長" * 81)]
)
def test_bad_words_are_refused_before_anything_is_made(email, name):
    with pytest.raises(CommandError):
        make(email=email, name=name)

    assert User.objects.count() == 0
