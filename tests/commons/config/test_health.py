"""Probes."""

import pytest
from django.db import DatabaseError, connection

from commons.config import health
from commons.config.worker import app


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch):
    """Ask the database anew about its migrations."""
    monkeypatch.setattr(health._Migrations, "applied", False)


def test_alive_needs_no_database(client):
    answer = client.get("/livez")

    assert (answer.status_code, answer.content) == (200, b"alive\n")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready_when_database_migrations_and_broker_are(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_a_probe_asks_by_address_and_leaves_no_cookie(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get("/readyz", headers={"host": "10.0.0.7"})

    assert (answer.status_code, dict(answer.cookies)) == (200, {})


@pytest.mark.django_db
def test_once_migrated_one_query_is_enough(client, django_assert_num_queries):
    client.get("/readyz")

    with django_assert_num_queries(1):
        client.get("/readyz")


def _broken_database(monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError("password of clerk@city.example is wrong")

    monkeypatch.setattr(health, "MigrationExecutor", refuse)


def _unapplied_migrations(monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'procurement'")


def _absent_broker(monkeypatch):
    monkeypatch.setattr(health, "broker_takes_messages", lambda: False)


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [_broken_database, _unapplied_migrations, _absent_broker])
def test_not_ready_tells_strangers_no_reason(client, monkeypatch, fault):
    fault(monkeypatch)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (503, b"not ready\n")


def test_a_broker_that_does_not_answer_is_away(settings, monkeypatch):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(
        app, "connection_for_write", lambda **options: app.connection("redis://127.0.0.1:1/0", **options)
    )

    assert not health.broker_takes_messages()


def test_a_folder_that_cannot_be_written_is_no_broker(settings, tmp_path):
    settings.CELERY_BROKER_URL = "filesystem://"
    settings.VAR = tmp_path
    (tmp_path / "broker").write_text("a file stands in the folder's place")

    assert not health.broker_takes_messages()


def test_a_folder_that_can_be_written_is_one(settings, tmp_path):
    settings.CELERY_BROKER_URL = "filesystem://"
    settings.VAR = tmp_path

    assert health.broker_takes_messages()
    assert list((tmp_path / "broker" / "queue").iterdir()) == []
