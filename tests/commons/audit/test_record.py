"""The log is added to and never changed, and everybody reads their own part of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.db.models import QuerySet

from commons.accounts.models import Role
from commons.audit import log
from commons.audit.models import Record
from commons.tenancy import scopes
from commons.tenancy.scopes import ForeignScope, NoScope, Scope
from commons.values import clock
from commons.values.ref import Ref
from tests import people
from tests.logged import logged

pytestmark = pytest.mark.django_db

THING = Ref("procurement.item", "genai-chat")


@pytest.fixture
def line() -> Record:
    with scopes.system("test set-up"):
        log.record("added_item", THING, changed=["name"])
    return logged()[0]


def _set_verb(record: Record) -> Record:
    record.verb = "forged"
    return record


REFUSED_BY_DJANGO: dict[str, Callable[[Record], Any]] = {
    "save": lambda line: _set_verb(line).save(),
    "save_base": lambda line: _set_verb(line).save_base(),
    "raw save": lambda line: _set_verb(line).save_base(raw=True),
    "delete": lambda line: line.delete(),
    "update": lambda _: Record.objects.update(verb="forged"),
    "update of a queryset": lambda _: Record.objects.all().update(verb="forged"),
    "bulk_update": lambda line: Record.objects.bulk_update([_set_verb(line)], ["verb"]),
    "update_or_create": lambda line: Record.objects.update_or_create(pk=line.pk, defaults={"verb": "forged"}),
    "delete of a queryset": lambda _: Record.objects.all().delete(),
    "raw delete": lambda _: Record.objects.all()._raw_delete("default"),
    "base manager": lambda _: Record._base_manager.all().update(verb="forged"),
}
REFUSED_BY_THE_DATABASE: dict[str, Callable[[Record], Any]] = {
    "update": lambda _: _execute("UPDATE audit_record SET verb = 'forged'"),
    "delete": lambda _: _execute("DELETE FROM audit_record"),
    "bare update": lambda _: _bare().update(verb="forged"),
    "bare delete": lambda _: _bare().delete(),
    "bare bulk_update": lambda line: _bare().bulk_update([_set_verb(line)], ["verb"]),
    "bare raw delete": lambda _: _bare()._raw_delete("default"),
    "conflict": lambda line: Record.objects.bulk_create(
        [_set_verb(line)], update_conflicts=True, unique_fields=["id"], update_fields=["verb"]
    ),
}


def _bare() -> Any:
    return QuerySet(Record)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("name", sorted(REFUSED_BY_DJANGO))
def test_not_even_the_system_changes_a_line(name: str, line: Record):
    with scopes.system("test"), pytest.raises(TypeError, match="append-only"), transaction.atomic():
        REFUSED_BY_DJANGO[name](line)

    assert [record.verb for record in logged()] == ["added_item"]


@pytest.mark.parametrize("name", sorted(REFUSED_BY_THE_DATABASE))
def test_the_database_refuses_what_goes_around_the_model(name: str, line: Record):
    with scopes.system("test"), pytest.raises(Error, match="append-only"), transaction.atomic():
        REFUSED_BY_THE_DATABASE[name](line)

    assert [record.verb for record in logged()] == ["added_item"]


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has no TRUNCATE")
def test_the_database_refuses_to_empty_the_log(line: Record):
    with scopes.system("test"), pytest.raises(Error, match="append-only"), transaction.atomic():
        _execute("TRUNCATE audit_record")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [1, 2])
def test_a_transactional_test_starts_with_an_empty_log_that_refuses_again(run: int):
    assert logged() == []
    with scopes.system("test"):
        log.record("added_item", THING)

    with scopes.system("test"), pytest.raises(Error, match="append-only"):
        _execute("DELETE FROM audit_record")


def test_a_line_says_who_for_whom_when_and_what_changed():
    clerk = people.person_acting_for("setagaya")

    with people.member_scope("setagaya", user=clerk):
        log.record("recorded_baseline", THING, changed=["note", "baseline_unit_price"])

    [line] = logged()
    assert (line.actor_id, line.organisation_id) == (clerk.pk, people.organisation("setagaya").pk)
    assert (line.verb, line.subject) == ("recorded_baseline", "procurement.item:genai-chat")
    assert line.changed_fields == ["baseline_unit_price", "note"]
    assert line.at == clock.now()


def test_a_look_says_whose_data_was_seen_and_why():
    seen = people.person()

    with people.member_scope("hub", Role.HUB_OFFICER) as officer:
        log.record_look(Ref("accounts.person", "1"), person_seen_id=seen.pk, purpose="screening")

    [line] = logged()
    assert (line.actor_id, line.person_seen_id, line.purpose) == (officer.user_id, seen.pk, "screening")


def test_what_the_system_does_is_logged_with_its_reason_however_long():
    with scopes.system("delivery " * 40):
        log.record("resolved_tiers", THING)

    [line] = logged()
    assert (line.actor_id, line.organisation_id) == (None, None)
    assert line.purpose == ("delivery " * 40)[: log.PURPOSE_LENGTH]


def test_work_with_no_scope_cannot_be_logged():
    with pytest.raises(NoScope):
        log.record("added_item", THING)


@pytest.mark.parametrize(
    "claim", [{"actor_id": 1}, {"organisation_id": 1}, {"actor_id": 1, "organisation_id": 1}], ids=str
)
def test_nobody_writes_in_anothers_name(claim: dict[str, int]):
    with people.member_scope("setagaya"), pytest.raises(ForeignScope):
        Record.objects.create(at=clock.now(), verb="forged", subject=str(THING), **claim)


@pytest.mark.django_db
class TestWhoReads:
    """Every kind of reader meets a log in which others have lines."""

    @pytest.fixture
    def people_(self) -> dict[str, Any]:
        clerk = people.person_acting_for("setagaya")
        people.membership(clerk, "chofu")
        other = people.person_acting_for("chofu")
        with people.member_scope("setagaya", user=clerk):
            log.record("a clerk's, for setagaya", THING)
        with people.member_scope("chofu", user=clerk):
            log.record("a clerk's, for chofu", THING)
        with people.person_scope(clerk):
            log.record("a clerk's own", THING)
        with people.member_scope("chofu", user=other):
            log.record("another's, for chofu", THING)
            log.record_look(THING, person_seen_id=clerk.pk, purpose="screening")
        with scopes.system("test"):
            log.record("the system's", THING)
        return {"clerk": clerk, "other": other}

    @staticmethod
    def _verbs() -> list[str]:
        return sorted(Record.objects.values_list("verb", flat=True))

    def _as(self, slug: str, user: Any, role: str = Role.CLERK) -> list[str]:
        with people.member_scope(slug, role, user=user) as scope:
            assert self._verbs() == sorted(Record.objects.visible_to(scope).values_list("verb", flat=True))
            return self._verbs()

    def test_a_clerk_reads_their_own_of_this_body_and_who_saw_them(self, people_: dict[str, Any]):
        assert self._as("setagaya", people_["clerk"]) == ["a clerk's own", "a clerk's, for setagaya", "looked"]
        assert self._as("chofu", people_["clerk"]) == ["a clerk's own", "a clerk's, for chofu", "looked"]
        assert self._as("chofu", people_["other"]) == ["another's, for chofu", "looked"]

    def test_an_administrator_reads_all_of_their_body_and_nothing_of_another(self, people_: dict[str, Any]):
        administrator = people.person_acting_for("chofu", Role.ADMINISTRATOR)

        assert self._as("chofu", administrator, Role.ADMINISTRATOR) == [
            "a clerk's, for chofu",
            "another's, for chofu",
            "looked",
        ]
        assert self._as("setagaya", administrator, Role.ADMINISTRATOR) == ["a clerk's, for setagaya"]

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
    def test_no_other_role_reads_what_others_did(self, people_: dict[str, Any], role: str):
        for slug in ("chofu", "setagaya", "hub"):
            assert self._as(slug, people.person_acting_for(slug, role), role) == []

    def test_a_person_without_a_body_reads_what_they_did_for_none(self, people_: dict[str, Any]):
        with people.person_scope(people_["clerk"]):
            assert self._verbs() == ["a clerk's own", "looked"]

    def test_a_visitor_reads_nothing_and_the_system_everything(self, people_: dict[str, Any]):
        with scopes.public():
            assert self._verbs() == []
        with scopes.system("test"):
            assert len(self._verbs()) == 6

    def test_with_no_scope_asking_raises(self, people_: dict[str, Any]):
        with pytest.raises(NoScope):
            self._verbs()

    def test_a_crossing_reads_everything_and_says_so(self, people_: dict[str, Any]):
        with people.member_scope("hub", Role.HUB_OFFICER), scopes.crossing("an enquiry of the hub") as scope:
            assert isinstance(scope, Scope)
            assert len(self._verbs()) == 7

        assert logged(verb="crossed_owners")[0].purpose == "an enquiry of the hub"
