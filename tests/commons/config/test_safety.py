"""Refusing unsafe starts."""

import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from commons.config import safety
from commons.config.settings.database import from_url
from tests.commons.config.servers import environment, settings_of

ROOT = Path(__file__).resolve().parents[3]


def test_a_complete_environment_has_nothing_against_it():
    assert safety.reasons_in(settings_of()) == []


@pytest.mark.parametrize(
    ("variable", "value", "beginning"),
    [
        ("COMMONS_DEBUG", "1", "DEBUG is on"),
        ("COMMONS_DEMO", "1", "DEMO_MODE is on"),
        ("COMMONS_SECRET_KEY", "", "COMMONS_SECRET_KEY is not set"),
        ("COMMONS_SECRET_KEY", "a-developers-key-that-production-refuses", "COMMONS_SECRET_KEY is not set"),
        ("COMMONS_SECRET_KEY", "k9-Zq4!vT7mXw2@pLr8#", "COMMONS_SECRET_KEY is too short"),
        ("COMMONS_SECRET_KEY", "ab" * 40, "COMMONS_SECRET_KEY is too short or too plain"),
        ("COMMONS_SECRET_KEY_FALLBACKS", "short", "COMMONS_SECRET_KEY_FALLBACKS is too short"),
        ("COMMONS_HOSTS", "*", "“*” among the allowed hosts"),
        ("COMMONS_HOSTS", ".commons.example", "“.commons.example” among the allowed hosts"),
        ("COMMONS_HUB_HOST", "localhost", "COMMONS_HUB_HOST is not set"),
        ("COMMONS_HSTS_SECONDS", "60", "SECURE_HSTS_SECONDS is less"),
        ("COMMONS_HSTS_SECONDS", "a year", "COMMONS_HSTS_SECONDS is not a number"),
        ("COMMONS_DATABASE_URL", "", "The database is SQLite"),
        ("COMMONS_BROKER_URL", "", "There is no broker"),
        ("COMMONS_BROKER_URL", "memory://", "There is no broker"),
        ("COMMONS_CACHE_URL", "", "The cache is not shared"),
        ("COMMONS_EMAIL_URL", "", "Mail goes to a file"),
        ("COMMONS_MAIL_FROM", "", "COMMONS_MAIL_FROM is not set"),
    ],
)
def test_each_unsafe_variable_is_named_alone(variable, value, beginning):
    (reason,) = safety.reasons_in(settings_of(**{variable: value}))

    assert reason.startswith(beginning)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SESSION_COOKIE_SECURE", False),
        ("CSRF_COOKIE_SECURE", False),
        ("SESSION_COOKIE_HTTPONLY", False),
        ("CSRF_COOKIE_HTTPONLY", False),
        ("SESSION_COOKIE_NAME", "sessionid"),
        ("CSRF_COOKIE_NAME", "csrftoken"),
        ("SESSION_COOKIE_DOMAIN", "commons.example"),
        ("SECURE_SSL_REDIRECT", False),
        ("PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"]),
    ],
)
def test_a_site_that_loosens_a_setting_of_its_own_is_told_so(setting, value):
    loosened = settings_of()
    setattr(loosened, setting, value)

    (reason,) = safety.reasons_in(loosened)

    assert reason.startswith(setting)


def test_an_unreadable_address_is_told_without_its_password():
    reasons = safety.reasons_in(settings_of(COMMONS_DATABASE_URL="mysql://root:hunter2@db/commons"))

    assert reasons[0] == (
        "COMMONS_DATABASE_URL cannot be read: unsupported database scheme 'mysql': only postgresql is."
    )
    assert "hunter2" not in "".join(reasons)


def test_all_reasons_are_told_at_once_and_as_a_text():
    nothing = {name: "" for name in environment() if name.startswith("COMMONS_") and name != "COMMONS_VAR"}

    done = _manage(**{**nothing, "COMMONS_DEBUG": "1", "COMMONS_DEMO": "1", "COMMONS_HOSTS": "*"})

    assert done.returncode == safety.HALT
    assert "Traceback" not in done.stderr
    told = [line.split(". ", 1)[1] for line in done.stderr.splitlines()[1:]]
    assert [reason.split(" ")[0] for reason in told] == [
        "DEBUG", "DEMO_MODE", "COMMONS_SECRET_KEY", "“*”", "COMMONS_HUB_HOST", "The", "There", "The", "Mail",
        "COMMONS_MAIL_FROM",
    ]  # fmt: skip


def test_a_safe_server_passes_djangos_own_deployment_checks():
    done = _manage()

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n")


def _manage(**changed):
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment(**changed),
        capture_output=True,
        text=True,
    )


@pytest.fixture
def role() -> Iterator[str]:
    """A role of the real server that may do nothing yet; gone afterwards."""
    name = f"role_{uuid.uuid4().hex[:12]}"
    with _server() as server:
        server.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'secret'")
    yield name
    with _server() as server:
        server.execute(f"DROP OWNED BY {name} CASCADE")
        server.execute(f"DROP ROLE {name}")


def _server() -> psycopg.Connection:
    facts = connection.settings_dict
    return psycopg.connect(
        host=facts["HOST"], port=facts["PORT"], user=facts["USER"], password=facts["PASSWORD"], dbname=facts["NAME"],
        autocommit=True,
    )  # fmt: skip


def _reasons_as(name: str) -> list[str]:
    facts = connection.settings_dict
    address = from_url(f"postgresql://{name}:secret@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}")
    as_role = connection.copy()
    as_role.settings_dict = {**facts, **address}
    try:
        return safety.reasons_in_role(as_role)
    finally:
        as_role.close()


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("grant", "beginning"),
    [
        ("", None),
        ("ALTER ROLE {role} BYPASSRLS", "The database role has BYPASSRLS"),
        ("ALTER ROLE {role} CREATEROLE", "The database role has CREATEROLE"),
        ("ALTER ROLE {role} SUPERUSER", "The database role is a superuser"),
        ("GRANT commons TO {role}", "The database role is a superuser, or may become one"),
        ("CREATE TABLE own_{role} (); ALTER TABLE own_{role} OWNER TO {role}", "The database role owns 1 tables"),
    ],
)
def test_a_role_that_walls_do_not_hold_is_refused(role, grant, beginning):
    with _server() as server:
        for statement in filter(None, grant.format(role=role).split("; ")):
            server.execute(statement)

    reasons = _reasons_as(role)

    assert [reason.startswith(beginning or "-") for reason in reasons] == ([True] if beginning else [])


@pytest.mark.django_db
def test_sqlite_has_no_roles_to_judge():
    if connection.vendor != "sqlite":
        pytest.skip("a question about SQLite")

    assert safety.reasons_in_role(connection) == []
