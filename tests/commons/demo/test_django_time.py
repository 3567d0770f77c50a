"""Django and Wagtail follow business time; security follows the machine's."""

import datetime as dt
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from commons.accounts.models import User
from commons.audit import log
from commons.audit.models import Record
from commons.demo.django_time import ON_MACHINE_TIME
from commons.demo.first_day import START
from commons.tenancy import scopes
from commons.values import clock
from commons.values.ref import Ref
from tests.people import person, person_acting_for, sign_in

MONTHS_AHEAD = 24
# Parts of Django and allauth that decide whether somebody is who they say, and how long that holds.
SECURITY = [
    "django.contrib.sessions",
    "django.contrib.auth.tokens",
    "django.contrib.messages",
    "django.core.cache",
    "django.core.signing",
    "django.middleware.csrf",
    "django.views.csrf",
    "allauth.account",
    "allauth.core",
]
# There, business time is right: what a notice says of when something was done.
ON_BUSINESS_TIME = {"allauth.account.adapter"}
ASKS_DJANGO = re.compile(r"\btimezone\.now\(|from django\.utils\.timezone import .*\bnow\b")


def test_djangos_now_is_the_business_moment(business_clock):
    business_clock.forward(days=40)

    assert timezone.now() == business_clock.moment
    assert timezone.now().tzinfo is dt.UTC


@pytest.mark.django_db
def test_moments_that_django_fills_in_are_business_moments():
    assert person().date_joined == START


@pytest.mark.django_db
def test_what_is_the_machines_to_record_keeps_the_machines_time(business_clock):
    business_clock.forward(days=400)
    with scopes.system("test"):
        log.record("tried", Ref("demo.thing", "1"))

        line = Record.objects.get()

    assert line.at == business_clock.moment
    assert abs(line.recorded_at - clock.real_now()) < dt.timedelta(minutes=5)


def test_a_default_of_now_is_still_djangos_in_a_migration():
    default = User._meta.get_field("date_joined").default

    assert (default.__module__, default.__qualname__) == ("django.utils.timezone", "now")


@pytest.mark.django_db
def test_models_and_migrations_agree_while_the_clock_is_followed():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_a_session_outlives_any_move_of_the_clock(business_clock):
    client = sign_in(Client(), person_acting_for("setagaya"))

    for _ in range(MONTHS_AHEAD):
        business_clock.forward(days=31)
        client.get("/")

    assert client.session["_auth_user_id"]


@pytest.mark.django_db
def test_a_session_ends_on_the_machines_time(business_clock):
    client = sign_in(Client(), person_acting_for("setagaya"))

    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=15), tick=True):
        assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_clearing_sessions_spares_those_that_the_machine_calls_valid(business_clock):
    sign_in(Client(), person_acting_for("setagaya"))
    business_clock.forward(days=400)

    call_command("clearsessions")

    assert Session.objects.count() == 1


@pytest.mark.django_db
def test_a_form_opened_before_a_move_is_still_accepted(business_clock):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/accounts/login/", follow=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert token is not None
    business_clock.forward(days=400)

    answer = client.post("/demo/clock/", {"move": "hour", "csrfmiddlewaretoken": token[1]})

    assert answer.status_code == 302


@pytest.mark.django_db
def test_password_links_signatures_and_the_cache_do_not_age_with_business_time(business_clock):
    user = person()
    link = default_token_generator.make_token(user)
    signed = signing.dumps("kept")
    cache.set("demo-clock-test", "kept", timeout=60)

    business_clock.forward(days=400)

    assert default_token_generator.check_token(user, link)
    assert signing.loads(signed, max_age=60) == "kept"
    assert cache.get("demo-clock-test") == "kept"


def test_every_module_of_security_that_asks_django_for_the_time_gets_the_machines():
    asking = {module for package in SECURITY for module in modules_of(package) if asks_django(module)}

    assert asking - ON_BUSINESS_TIME == {
        "django.contrib.sessions.backends.base",
        "django.contrib.sessions.backends.db",
        "django.core.cache.backends.db",
        "allauth.account.managers",
        "allauth.account.models",
    }
    assert asking - ON_BUSINESS_TIME <= ON_MACHINE_TIME.keys()


def modules_of(package: str) -> set[str]:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    if not spec.submodule_search_locations:
        return {package}
    root = Path(spec.origin).parent
    parts = [file.relative_to(root).with_suffix("").parts for file in root.rglob("*.py") if "tests" not in file.parts]
    return {".".join([package, *each]).removesuffix(".__init__") for each in parts}


def asks_django(module: str) -> bool:
    spec = find_spec(module)
    return spec is not None and spec.origin is not None and bool(ASKS_DJANGO.search(Path(spec.origin).read_text()))
