"""What makes a start in production unsafe. All reasons are told at once: each restart costs an operator minutes."""

import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings as project_settings
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

HALT = 3  # gunicorn stops at this status of a worker; at any other it would start the next, for ever
SHORTEST_KEY = 50  # characters, of which at least ten differ: what Django itself warns below
_TRIAL_MAIL = frozenset({"console", "filebased", "locmem", "dummy"})
_OWN_KEYS = ("insecure-", "a-developers-key", "a-key-for-the-tests", "django-insecure-")


def refuse(reasons: list[str]) -> None:
    """End the process with the reasons as a text, if there are any: a traceback would bury them."""
    if reasons:
        listed = "\n".join(f"  {number}. {reason}" for number, reason in enumerate(reasons, 1))
        print(f"Tokyo Commons does not start, because it would be unsafe:\n{listed}", file=sys.stderr, flush=True)
        raise SystemExit(HALT)


def reasons_in(settings: Any) -> list[str]:
    """List what is unsafe in the settings."""
    return [
        *getattr(settings, "UNREADABLE", []),
        *_modes(settings),
        *_keys(settings),
        *_hosts(settings),
        *_cookies(settings),
        *_transport(settings),
        *_servers(settings),
        *_mail(settings),
    ]


def _modes(settings: Any) -> Iterator[str]:
    if settings.DEBUG:
        yield "DEBUG is on (COMMONS_DEBUG): error pages would show code and settings to anybody."
    if settings.DEMO_MODE:
        yield "DEMO_MODE is on (COMMONS_DEMO): anybody could sign in by a button and move the clock."
    if any("MD5" in hasher or "Unsalted" in hasher for hasher in settings.PASSWORD_HASHERS):
        yield "PASSWORD_HASHERS has a fast hasher: it is for tests."


def _keys(settings: Any) -> Iterator[str]:
    for name, key in [
        ("COMMONS_SECRET_KEY", settings.SECRET_KEY),
        *(("COMMONS_SECRET_KEY_FALLBACKS", key) for key in settings.SECRET_KEY_FALLBACKS),
    ]:
        if key.startswith(_OWN_KEYS):
            yield f"{name} is not set, or is a key that stands in the source: sessions could be forged."
        elif len(key) < SHORTEST_KEY or len(set(key)) < 10:
            yield f"{name} is too short or too plain: {SHORTEST_KEY} random characters are needed."


def _hosts(settings: Any) -> Iterator[str]:
    if not settings.ALLOWED_HOSTS:
        yield "No host is allowed (COMMONS_HUB_HOST, COMMONS_HOSTS): every request would be refused."
    for host in settings.ALLOWED_HOSTS:
        if host == "*" or host.startswith("."):
            yield f"“{host}” among the allowed hosts is a wildcard (COMMONS_HOSTS): name each host."
    if settings.HUB_HOST not in settings.ALLOWED_HOSTS or settings.HUB_HOST in {"localhost", "127.0.0.1"}:
        yield "COMMONS_HUB_HOST is not set to a host of its own: links in mails would lead nowhere."


def _cookies(settings: Any) -> Iterator[str]:
    for kind in ("SESSION", "CSRF"):
        if not getattr(settings, f"{kind}_COOKIE_SECURE"):
            yield f"{kind}_COOKIE_SECURE is off: the cookie would travel over plain HTTP."
        if not getattr(settings, f"{kind}_COOKIE_HTTPONLY"):
            yield f"{kind}_COOKIE_HTTPONLY is off: a script could read the cookie."
        if not getattr(settings, f"{kind}_COOKIE_NAME").startswith("__Host-"):
            yield f"{kind}_COOKIE_NAME does not begin with __Host-: a sister host could set the cookie."
        if getattr(settings, f"{kind}_COOKIE_DOMAIN"):
            yield f"{kind}_COOKIE_DOMAIN is set: the cookie would go to other hosts too."


def _transport(settings: Any) -> Iterator[str]:
    if not settings.SECURE_SSL_REDIRECT:
        yield "SECURE_SSL_REDIRECT is off: pages would be served over plain HTTP."
    if settings.SECURE_HSTS_SECONDS < 3600:
        yield "SECURE_HSTS_SECONDS is less than an hour (COMMONS_HSTS_SECONDS): browsers would try plain HTTP again."


def _servers(settings: Any) -> Iterator[str]:
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield "The database is SQLite (COMMONS_DATABASE_URL): it is for trial; its rows have one wall instead of two."
    if not settings.CELERY_BROKER_URL.startswith(("redis://", "rediss://", "amqp://", "amqps://")):
        yield "There is no broker (COMMONS_BROKER_URL): what is announced would wait in a folder of one machine."
    if not settings.CACHES["default"]["BACKEND"].endswith(("RedisCache", "PyMemcacheCache", "DatabaseCache")):
        yield "The cache is not shared (COMMONS_CACHE_URL): each process would count its own rate limits."


def _mail(settings: Any) -> Iterator[str]:
    if settings.EMAIL_BACKEND.split(".")[-2] in _TRIAL_MAIL:
        yield "Mail goes to a file or the console (COMMONS_EMAIL_URL): nobody would receive a password's reset."
    if settings.DEFAULT_FROM_EMAIL.endswith("@tokyo-commons.example"):
        yield "COMMONS_MAIL_FROM is not set: mail would come from an address that does not exist."


def refuse_a_powerful_role() -> None:
    """Let web and worker serve under a role that is held by the database's walls. Commands may run as the owner."""
    if not project_settings.REFUSES_UNSAFE_STARTS:
        return
    try:
        refuse(reasons_in_role(connection))
    except OperationalError:
        refuse(["The database does not answer: its role cannot be judged."])
    finally:
        connection.close()  # a connection opened before gunicorn forks would be shared


def reasons_in_role(connection: BaseDatabaseWrapper) -> list[str]:
    """List what the database's role could do beyond reading and writing rows.

    A role that owns the tables, or may become somebody who does, walks around row-level security.
    """
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(rolsuper), bool_or(rolbypassrls), bool_or(rolcreaterole) FROM pg_roles "
            "WHERE pg_has_role(current_user, oid, 'MEMBER')"
        )
        superuser, bypasses, makes_roles = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
            "WHERE relkind IN ('r', 'p') AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' "
            "AND pg_has_role(current_user, relowner, 'MEMBER')"
        )
        (owned,) = cursor.fetchone()
    if superuser:
        return ["The database role is a superuser, or may become one: no wall of the database would hold."]
    reasons = []
    if bypasses:
        reasons.append("The database role has BYPASSRLS, or may become one that has: rows would have no second wall.")
    if makes_roles:
        reasons.append("The database role has CREATEROLE: it could give itself any other role.")
    if owned:
        reasons.append(f"The database role owns {owned} tables: migrate with it, and run with one that owns none.")
    return reasons
