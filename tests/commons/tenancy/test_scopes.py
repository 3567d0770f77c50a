"""One scope at a time, opened on purpose, and no way from one owner to another."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.http import StreamingHttpResponse

from commons.audit.models import Record
from commons.tenancy import scopes
from commons.tenancy.scopes import ForeignScope, NoScope, Scope, ScopeError

from .conftest import Body
from .treasury.models import Ledger


def _member(organisation: int, user: int = 1) -> AbstractContextManager[Scope]:
    return scopes.member(user_id=user, organisation_id=organisation, roles=frozenset({"clerk"}))


PLACES: dict[str, Any] = {
    "public": scopes.public,
    "person 1": lambda: scopes.person(1),
    "person 2": lambda: scopes.person(2),
    "member 1 of A": lambda: _member(100),
    "member 1 of B": lambda: _member(200),
    "member 2 of A": lambda: _member(100, user=2),
    "system": lambda: scopes.system("test"),
}
ALL = set(PLACES)
GOES_ON_AS = {
    "public": ALL,
    "person 1": {"public", "person 1"},
    "person 2": {"public", "person 2"},
    "member 1 of A": {"public", "member 1 of A"},
    "member 1 of B": {"public", "member 1 of B"},
    "member 2 of A": {"public", "member 2 of A"},
    "system": ALL,
}


@pytest.mark.parametrize("inner", sorted(PLACES))
@pytest.mark.parametrize("outer", sorted(PLACES))
@pytest.mark.parametrize("between", ["directly", "through the public"])
def test_work_for_one_never_goes_on_as_another(outer: str, inner: str, between: str):
    def nest() -> None:
        if between == "directly":
            with PLACES[inner]() as scope:
                assert scopes.current() == scope
        else:
            with scopes.public(), PLACES[inner]() as scope:
                assert scopes.current() == scope

    with PLACES[outer]() as around:
        if inner in GOES_ON_AS[outer]:
            nest()
        else:
            with pytest.raises(ForeignScope):
                nest()

        assert scopes.current() == around


def test_the_system_that_went_on_as_a_body_stays_with_it():
    with scopes.system("test"), _member(100):
        for other in (lambda: _member(200), lambda: scopes.system("again"), lambda: scopes.person(2)):
            with pytest.raises(ForeignScope), other():
                pass


def test_with_none_open_asking_raises():
    assert scopes.current_or_none() is None
    with pytest.raises(NoScope):
        scopes.current()


def test_a_fault_inside_closes_the_scope():
    with pytest.raises(ZeroDivisionError), scopes.public():
        _ = 1 / 0

    assert scopes.current_or_none() is None


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_system_work_and_crossings_need_a_reason(reason: str):
    with pytest.raises(ScopeError):
        scopes.system(reason)
    with scopes.public(), pytest.raises(ScopeError), scopes.crossing(reason):
        pass


def test_a_crossing_needs_an_open_scope_and_cannot_be_opened_by_hand():
    with pytest.raises(NoScope), scopes.crossing("for a total"):
        pass
    with pytest.raises(ScopeError), scopes.opened(Scope("member", user_id=1, organisation_id=2, crosses=True)):
        pass


def test_a_crossing_is_recorded_with_who_for_whom_and_why(ours: Body):
    with ours.scope(), scopes.crossing("a total over all bodies") as scope:
        assert scope.sees_all_owners
        assert not scope.writes_for_all_owners

    with scopes.system("test looks"):
        record = Record.objects.get(verb="crossed_owners")
        assert (record.actor_id, record.organisation_id, record.purpose) == (
            ours.user.pk,
            ours.organisation.pk,
            "a total over all bodies",
        )


def test_a_crossing_ends_with_its_block(ours: Body, theirs: Body):
    with ours.scope():
        with scopes.crossing("test"):
            across = Ledger.objects.all()
            assert len(across) == 2

        assert Ledger.objects.count() == 1
        with pytest.raises(ForeignScope):
            len(across)


def test_another_thread_has_no_scope(ours: Body):
    met: list[Any] = []

    def work() -> None:
        met.append(scopes.current_or_none())
        try:
            Ledger.objects.count()
        except ScopeError as error:
            met.append(type(error))

    with ours.scope():
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    assert met == [None, NoScope]


def test_two_threads_each_keep_their_own():
    meet = threading.Barrier(2)
    met: dict[int, int | None] = {}

    def work(organisation: int) -> None:
        with _member(organisation):
            meet.wait(5)
            met[organisation] = scopes.current().organisation_id
            meet.wait(5)

    threads = [threading.Thread(target=work, args=(organisation,)) for organisation in (100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert met == {100: 100, 200: 200}


def test_coroutines_that_take_turns_each_keep_their_own():
    async def work(organisation: int) -> int | None:
        with _member(organisation):
            await asyncio.sleep(0)
            seen = await sync_to_async(scopes.current)()
            await asyncio.sleep(0)
            return seen.organisation_id

    async def both() -> list[int | None]:
        return list(await asyncio.gather(work(100), work(200)))

    assert async_to_sync(both)() == [100, 200]
    assert scopes.current_or_none() is None


def test_async_reading_sees_own_rows_only(ours: Body, theirs: Body):
    async def read() -> list[int]:
        return [row.amount async for row in Ledger.objects.all()]

    with ours.scope():
        assert async_to_sync(read)() == [1_111]


def test_a_stream_that_runs_after_its_scope_ended_raises(ours: Body, theirs: Body):
    def lines() -> Iterator[bytes]:
        for row in Ledger.objects.all():
            yield str(row.amount).encode()

    with ours.scope():
        response = StreamingHttpResponse(lines())
        prepared = StreamingHttpResponse(str(row.amount).encode() for row in Ledger.objects.all().iterator())

    with pytest.raises(NoScope):
        b"".join(response)
    with pytest.raises(NoScope):
        b"".join(prepared)
    with theirs.scope(), pytest.raises(ForeignScope):
        b"".join(StreamingHttpResponse(_lines_of(ours)))


def _lines_of(body: Body) -> Iterator[bytes]:
    with body.scope():
        for row in Ledger.objects.all():
            yield str(row.amount).encode()


def test_an_async_stream_that_runs_after_its_scope_ended_raises(ours: Body):
    async def lines() -> AsyncIterator[bytes]:
        async for row in Ledger.objects.all():
            yield str(row.amount).encode()

    async def consume(response: StreamingHttpResponse) -> list[bytes]:
        return [part async for part in response]

    with ours.scope():
        response = StreamingHttpResponse(lines())

    with pytest.raises(NoScope):
        async_to_sync(consume)(response)
