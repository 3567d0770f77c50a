"""What a log line tells."""

import io
import json
import logging
import re

import pytest
import structlog
from django.db import IntegrityError
from django.test import override_settings
from django.urls import path

from commons.config.logs import formatter
from tests.people import client_of, person, person_acting_for
from tests.procurement import goods


def fail(request, token):
    raise IntegrityError("DETAIL: Key (email)=(saiki@setagaya.example) already exists: 13,200円 斉木")


urlpatterns = [path("fail/<slug:token>/", fail)]


@pytest.fixture
def lines():
    """Everything that a server would write, from every logger at every level."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(readable=False))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def finished(lines):
    return [line for line in lines() if line["event"] == "request_finished"]


@pytest.mark.django_db
def test_a_request_is_told_by_number_route_and_outcome(client, lines):
    client.get("/help/?q=斉木")

    (line,) = finished(lines)
    assert {key: line[key] for key in ("request", "code", "level")} == {
        "request": "GET /help/",
        "code": 200,
        "level": "info",
    }
    assert len(line["request_id"]) == 36
    assert 0 <= line["milliseconds"] < 10_000


@pytest.mark.django_db
def test_a_failed_sign_in_names_nobody(client, lines):
    person(email="saiki@setagaya.example", name="斉木 聡")

    typed = {"login": "saiki@setagaya.example", "password": "斉木の合言葉"}
    client.post("/accounts/login/", typed, headers={"user-agent": "Edge"})

    told = json.dumps(lines(), ensure_ascii=False)
    assert [(line["request"], line["code"]) for line in finished(lines)] == [("POST /accounts/login/", 200)]
    assert [word for word in ("saiki", "斉木", "setagaya.example", "Edge", "127.0.0.1") if word in told] == []


@pytest.mark.django_db
@pytest.mark.parametrize("price", ["１３，８００円", "minus 13,800"])
def test_a_form_with_a_price_and_a_note_leaves_neither_in_the_log(lines, price):
    goods.item(slug="monitor", name="外付けディスプレイ")
    clerk = client_of(person_acting_for("setagaya", name="斉木 聡", email="saiki@setagaya.example"))
    page = clerk.get("/procurement/catalogue/monitor/budget/").content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(form_token|revision)" value="([^"]*)"', page))

    clerk.post(
        "/procurement/catalogue/monitor/budget/",
        hidden | {"baseline_unit_price": price, "note": "黒川課長に確認済み 03-5432-1111"},
    )

    told = json.dumps(lines(), ensure_ascii=False)
    assert [line["request"].split()[0] for line in finished(lines)] == ["GET", "POST"]
    words = ("saiki", "斉木", "黒川", "5432", "13800", "13,800", "１３，８００", "monitor")
    assert [word for word in words if word in told] == []


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.commons.config.test_logs")
def test_a_fault_tells_its_kind_and_place_but_not_its_words(client, lines):
    client.raise_request_exception = False

    client.post("/fail/secret-token/?who=saiki", {"name": "斉木 聡", "price": "13200"})

    told = json.dumps(lines(), ensure_ascii=False)
    (line,) = [line for line in lines() if line["event"] == "request_failed"]
    assert line["fault"] == "django.db.utils.IntegrityError"
    assert re.search(r"test_logs\.py:\d+ fail$", line["at"][-1])
    assert line["request"] == "POST /fail/<slug:token>/"
    words = ("saiki", "斉木", "13,200", "13200", "secret-token", "DETAIL")
    assert [word for word in words if word in told] == []


@pytest.mark.django_db
def test_an_unknown_address_is_not_repeated(client, lines):
    client.get("/nowhere/saiki@setagaya.example/")

    assert [line["request"] for line in finished(lines)] == ["GET (no route)"]
    assert "saiki" not in json.dumps(lines())


def test_a_librarys_line_loses_addresses_and_persons(lines):
    logging.getLogger("some.library").warning("Mail to %s was refused", "saiki@setagaya.example")
    structlog.get_logger("ours").info("kept", user_id=7, ip="10.0.0.1", organisation_id=3)

    first, second = lines()
    assert first["event"] == "Mail to …@… was refused"
    assert {key: second.get(key) for key in ("event", "organisation_id", "user_id", "ip")} == {
        "event": "kept",
        "organisation_id": 3,
        "user_id": None,
        "ip": None,
    }
