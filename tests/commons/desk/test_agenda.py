"""Home: tasks in order of deadline, deadlines within a week, and the feed of them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from commons.accounts.models import Membership
from commons.contracts import deadlines, tasks
from commons.contracts.deadlines import Entry
from commons.contracts.tasks import Task
from commons.desk import agenda
from commons.lifecycle import approvals
from commons.lifecycle.models import ApprovalRequest
from commons.tenancy.scopes import Scope
from commons.values import clock
from commons.values.ref import Ref
from tests import people
from tests.commons.lifecycle.conftest import House, Ward

pytestmark = pytest.mark.django_db


def at(day: int, hour: int) -> dt.datetime:
    return dt.datetime(2026, 6, day, hour, tzinfo=clock.JST)


def entry(day: int, hour: int, title: str, moved: int = 0) -> Entry:
    return Entry(about=Ref("tests.thing", title), what="survey", title=title, url="/x/", at=at(day, hour), moved=moved)


@pytest.fixture
def surveys(monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """Let a house have deadlines that concern bodies whose clerks ask."""
    rows = [entry(12, 17, "三"), entry(10, 17, "一"), entry(12, 12, "二", moved=2), entry(17, 0, "来週")]

    def source(scope: Scope, start: dt.datetime, end: dt.datetime) -> list[Entry]:
        return [row for row in rows if scope.kind == "member" and start <= row.at < end]

    monkeypatch.setattr(deadlines, "_agendas", [source])
    return rows


def test_the_week_goes_day_by_day_from_today(ward: Ward, surveys: list[Entry]) -> None:
    with ward.as_clerk() as scope:
        days = [(day.date.day, day.is_today, [one.title for one in day.entries]) for day in agenda.week(scope)]

    assert days == [(10, True, ["一"]), (12, False, ["二", "三"])]


def test_tasks_stand_in_the_order_of_their_deadlines(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    def source(scope: Scope) -> list[Task]:
        due = {"C": at(12, 17), "A": at(11, 9), "D": None, "B": at(11, 10)}
        return [Task(title=name, url="/", kind="", state="", due_at=moment) for name, moment in due.items()]

    monkeypatch.setattr(tasks, "_tasks", [source])

    with ward.as_clerk() as scope:
        assert [task.title for task in tasks.of(scope)] == ["A", "B", "C", "D"]


def test_home_shows_the_approver_what_waits_and_the_clerk_what_came_back(
    ward: Ward, house: House, ask: Callable[..., ApprovalRequest]
) -> None:
    clerk, approver = people.client_of(ward.clerk), people.client_of(ward.approver)
    with ward.as_clerk():
        request = ask(120)

    waits = {"clerk": clerk.get("/").context, "approver": approver.get("/").context}
    with ward.as_approver():
        approvals.send_back(request_id=request.pk, version=1, reason="科目を直してください")
    back = clerk.get("/").context

    assert ([task.title for task in waits["approver"]["tasks"]], waits["approver"]["waiting"]) == (["120 chairs"], [])
    assert (waits["clerk"]["tasks"], [one.title for one in waits["clerk"]["waiting"]]) == ([], ["120 chairs"])
    assert [(task.look, "科目を直してください" in task.what) for task in back["tasks"]] == [("back", True)]


def test_home_costs_the_same_with_one_and_thirty_requests(
    ward: Ward, house: House, ask: Callable[..., ApprovalRequest]
) -> None:
    counts, clients = [], [people.client_of(ward.clerk), people.client_of(ward.approver)]
    for first, last in ((0, 1), (1, 30)):
        with ward.as_clerk():
            for number in range(first, last):
                ask(thing=Ref("tests.thing", str(number)))
        for client in clients:
            client.get("/")
            with CaptureQueriesContext(connection) as captured:
                client.get("/")
            counts.append(len(captured))

    assert counts[:2] == counts[2:]


def feed_of(ward: Ward) -> str:
    with ward.as_clerk() as scope:
        return f"/calendar/{agenda.token_for(scope, ward.clerk)}/deadlines.ics"


def test_the_feed_is_a_calendar_without_a_session(ward: Ward, surveys: list[Entry], client: Any) -> None:
    answer = client.get(feed_of(ward))

    events = {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert answer["Content-Type"].startswith("text/calendar")
    assert sorted(events) == ["一", "三", "二", "来週"]
    moved = events["二"]
    assert (moved["uid"], moved["sequence"], moved.decoded("dtstart")) == (
        "tests.thing:二:survey@localhost",
        2,
        at(12, 12),
    )
    assert b"BEGIN:VTIMEZONE" in answer.content


@pytest.mark.parametrize("void", ["password", "role", "forged"])
def test_an_address_becomes_void(ward: Ward, surveys: list[Entry], client: Any, void: str) -> None:
    address = feed_of(ward)
    if void == "password":
        ward.clerk.set_password("another six municipal horses")
        ward.clerk.save()
    elif void == "role":
        Membership.objects.filter(user=ward.clerk).update(valid_until="2026-06-09")
    else:
        address = address.replace("/deadlines", "x/deadlines")

    assert client.get(address).status_code == 404


def test_a_browser_signed_in_for_somebody_else_gets_nothing(ward: Ward, surveys: list[Entry]) -> None:
    stranger = people.client_of(people.person_acting_for("chofu"))

    assert stranger.get(feed_of(ward)).status_code == 404


def test_the_page_of_the_feed_gives_ones_own_address(ward: Ward) -> None:
    page = people.client_of(ward.clerk).get("/calendar/").content.decode()

    assert "/deadlines.ics" in page
