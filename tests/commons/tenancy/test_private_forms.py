"""Every form in which the ORM reads or writes raises on a private model when no scope, or another's, is open.

The list of forms comes from Django itself: a method that a new Django brings fails the first test until it is
classified.
"""

import copy
import pickle
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django import forms
from django.db import connection, models
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery

from commons.tenancy import scopes
from commons.tenancy.scopes import ForeignScope, NoScope, ScopeError

from .conftest import AT, ON, Body
from .treasury.models import Ledger, Line, Vault

Form = Callable[[Any, Body], Any]


async def _step_through(rows: Any) -> list[Any]:
    return [row async for row in rows]


def _asked(method: str, *args: Any, **kwargs: Any) -> Form:
    def ask(rows: Any, _: Body) -> Any:
        return getattr(rows, method)(*args, **kwargs)

    return ask


def _awaited(method: str, *args: Any, **kwargs: Any) -> Form:
    def ask(rows: Any, _: Body) -> Any:
        async def wait() -> Any:
            return await getattr(rows, method)(*args, **kwargs)

        return async_to_sync(wait)()

    return ask


def _listed(method: str, *args: Any, **kwargs: Any) -> Form:
    def ask(rows: Any, _: Body) -> Any:
        return list(getattr(rows, method)(*args, **kwargs))

    return ask


def _fields(owner: Body, amount: int) -> dict[str, Any]:
    return {
        "organisation_id": owner.organisation.pk,
        "vault_id": owner.ledger.vault.pk,
        "amount": amount,
        "on": ON,
        "at": AT,
    }


READING: dict[str, Form] = {
    "aggregate": _asked("aggregate", n=Count("pk")),
    "aaggregate": _awaited("aaggregate", n=Count("pk")),
    "contains": lambda rows, owner: rows.contains(owner.ledger),
    "acontains": lambda rows, owner: async_to_sync(rows.acontains)(owner.ledger),
    "count": _asked("count"),
    "acount": _awaited("acount"),
    "earliest": _asked("earliest", "pk"),
    "aearliest": _awaited("aearliest", "pk"),
    "exists": _asked("exists"),
    "aexists": _awaited("aexists"),
    "explain": _asked("explain"),
    "aexplain": _awaited("aexplain"),
    "first": _asked("first"),
    "afirst": _awaited("afirst"),
    "get": _asked("get"),
    "aget": _awaited("aget"),
    "in_bulk": _asked("in_bulk"),
    "ain_bulk": _awaited("ain_bulk"),
    "iterator": _listed("iterator", 10),
    "aiterator": lambda rows, _: async_to_sync(_step_through)(rows.aiterator()),
    "last": _asked("last"),
    "alast": _awaited("alast"),
    "latest": _asked("latest", "pk"),
    "alatest": _awaited("alatest", "pk"),
    "__len__": lambda rows, _: len(rows),
    "__iter__": lambda rows, _: list(rows),
    "__aiter__": lambda rows, _: async_to_sync(_step_through)(rows),
    "__bool__": lambda rows, _: bool(rows),
    "__getitem__": lambda rows, _: (rows[0], list(rows[:1])),
    "__repr__": lambda rows, _: repr(rows),
    "__getstate__": lambda rows, _: pickle.dumps(rows),
}
BUILDING: dict[str, Form] = {
    "alias": _listed("alias", n=Count("pk")),
    "all": _listed("all"),
    "annotate": _listed("annotate", n=Count("lines")),
    "complex_filter": _listed("complex_filter", {"amount__gt": 0}),
    "dates": _listed("dates", "on", "year"),
    "datetimes": _listed("datetimes", "at", "day"),
    "defer": _listed("defer", "amount"),
    "difference": lambda rows, _: list(rows.difference(rows.filter(amount=0))),
    "distinct": _listed("distinct"),
    "exclude": _listed("exclude", amount=0),
    "extra": _listed("extra", where=["1 = 1"]),
    "filter": _listed("filter", amount__gt=0),
    "intersection": lambda rows, _: list(rows.intersection(rows.all())),
    "only": _listed("only", "amount"),
    "order_by": _listed("order_by", "amount"),
    "prefetch_related": _listed("prefetch_related", "lines"),
    "reverse": _listed("reverse"),
    "select_for_update": _listed("select_for_update", of=("self",)),
    "select_related": _listed("select_related", "vault", "organisation"),
    "union": lambda rows, _: list(rows.union(rows.all(), all=True)),
    "using": _listed("using", "default"),
    "values": _listed("values"),
    "values_list": _listed("values_list", "amount", flat=True),
    "__and__": lambda rows, _: list(rows & rows.all()),
    "__or__": lambda rows, _: list(rows | rows.all()),
    "__xor__": lambda rows, _: list(rows ^ rows.filter(amount=0)),
    "__deepcopy__": lambda rows, _: list(copy.deepcopy(rows)),
}
WRITING: dict[str, Form] = {
    "create": lambda rows, owner: rows.create(**_fields(owner, 7)),
    "acreate": lambda rows, owner: async_to_sync(rows.acreate)(**_fields(owner, 7)),
    "bulk_create": lambda rows, owner: rows.bulk_create([owner.draft(7)]),
    "abulk_create": lambda rows, owner: async_to_sync(rows.abulk_create)([owner.draft(7)]),
    "bulk_update": lambda rows, owner: rows.bulk_update([owner.ledger], ["amount"]),
    "abulk_update": lambda rows, owner: async_to_sync(rows.abulk_update)([owner.ledger], ["amount"]),
    "delete": _asked("delete"),
    "adelete": _awaited("adelete"),
    "get_or_create": lambda rows, owner: rows.get_or_create(amount=7, defaults=_fields(owner, 7)),
    "aget_or_create": lambda rows, owner: async_to_sync(rows.aget_or_create)(amount=7, defaults=_fields(owner, 7)),
    "update": _asked("update", amount=7),
    "aupdate": _awaited("aupdate", amount=7),
    "update_or_create": lambda rows, owner: rows.update_or_create(amount=7, defaults=_fields(owner, 7)),
    "aupdate_or_create": lambda rows, owner: async_to_sync(rows.aupdate_or_create)(
        amount=7, defaults=_fields(owner, 7)
    ),
    "_raw_delete": lambda rows, _: rows.filter(amount=0)._raw_delete("default"),  # what hangs on it would dangle
    "_update": lambda rows, _: rows._update([(Ledger._meta.get_field("amount"), None, 7)]),
    "_insert": lambda rows, owner: rows._insert([owner.draft(7)], fields=Ledger._meta.concrete_fields[1:]),
}
FORMS = {**READING, **BUILDING, **WRITING}
TOUCH_NO_ROW = {
    "as_manager",
    "db",
    "none",
    "ordered",
    "query",
    "resolve_expression",  # makes a subquery: see the tests of subqueries below
    "raw",  # never restricted: see test_raw_sql_…
    "__class_getitem__",
    "__doc__",
    "__init__",
    "__module__",
    "__setstate__",  # see the tests of pickling below
}


def test_every_method_of_djangos_queryset_is_classified():
    own = {name for name in vars(QuerySet) if name.startswith("__")}
    public = {name for name in dir(QuerySet) if not name.startswith("_")}

    unclassified = (public | own) - FORMS.keys() - TOUCH_NO_ROW

    assert unclassified == set()


@pytest.fixture(params=sorted(FORMS))
def form(request: pytest.FixtureRequest) -> Form:
    return FORMS[request.param]


@pytest.fixture(params=["objects", "_default_manager", "_base_manager"])
def manager(request: pytest.FixtureRequest) -> Any:
    return getattr(Ledger, request.param)


def test_every_form_works_in_the_scope_of_the_owner(form: Form, ours: Body, theirs: Body):
    with ours.scope():
        form(Ledger.objects.all(), ours)


def test_every_form_raises_with_no_scope(form: Form, manager: Any, ours: Body):
    with pytest.raises(ScopeError):
        form(manager.all(), ours)


def test_every_form_raises_on_a_bare_queryset(form: Form, ours: Body, theirs: Body):
    rows: QuerySet[Ledger] = QuerySet(Ledger)

    with ours.scope(), pytest.raises(ScopeError):
        form(rows, theirs)


@pytest.mark.parametrize("elsewhere", ["nowhere", "another body", "the public", "the system"])
def test_every_form_raises_outside_the_scope_it_was_built_in(form: Form, elsewhere: str, ours: Body, theirs: Body):
    with theirs.scope():
        rows = Ledger.objects.all()
    places: dict[str, AbstractContextManager[Any]] = {
        "nowhere": nullcontext(),
        "another body": ours.scope(),
        "the public": scopes.public(),
        "the system": scopes.system("test"),
    }

    creating = {write for name, write in WRITING.items() if "create" in name or name == "_insert"}
    if elsewhere == "the system" and form in creating:
        pytest.skip("the system may create for anybody, through whatever queryset")
    with places[elsewhere], pytest.raises(ScopeError):
        form(rows, theirs)


@pytest.mark.parametrize("name", ["__iter__", "__len__", "__bool__", "__getitem__", "count", "exists", "contains"])
def test_what_was_fetched_stays_in_its_scope(name: str, ours: Body, theirs: Body):
    with theirs.scope():
        rows = Ledger.objects.all()
        assert len(rows) == 1

    with pytest.raises(NoScope):
        FORMS[name](rows, theirs)
    with ours.scope(), pytest.raises(ForeignScope):
        FORMS[name](rows, theirs)


INSTANCE_FORMS: dict[str, Callable[[Ledger], Any]] = {
    "save": lambda row: row.save(),
    "save of one field": lambda row: row.save(update_fields=["amount"]),
    "save_base": lambda row: row.save_base(raw=True),
    "asave": lambda row: async_to_sync(row.asave)(),
    "delete": lambda row: row.delete(),
    "adelete": lambda row: async_to_sync(row.adelete)(),
    "refresh_from_db": lambda row: row.refresh_from_db(),
    "arefresh_from_db": lambda row: async_to_sync(row.arefresh_from_db)(),
    "reverse relation": lambda row: list(row.lines.all()),  # type: ignore[attr-defined]  # a reverse accessor
    "validate_constraints": lambda row: row.validate_constraints(),
    "next in order": lambda row: row.get_next_by_on(),  # type: ignore[attr-defined]  # made by the date field
}


@pytest.mark.parametrize("name", sorted(INSTANCE_FORMS))
def test_every_form_of_an_instance_raises_with_no_scope(name: str, ours: Body):
    with pytest.raises(ScopeError):
        INSTANCE_FORMS[name](ours.ledger)


def test_a_deferred_field_raises_with_no_scope(ours: Body):
    with ours.scope():
        row = Ledger.objects.only("pk").get()

    with pytest.raises(NoScope):
        _ = row.amount


def test_a_forward_relation_to_a_private_row_raises_with_no_scope(ours: Body):
    with ours.scope():
        line = Line.objects.get()

    with pytest.raises(NoScope):
        _ = line.ledger


def test_a_prefetch_raises_with_no_scope(ours: Body):
    with ours.scope():
        ledgers = list(Ledger.objects.all())

    with pytest.raises(NoScope):
        models.prefetch_related_objects(ledgers, Prefetch("lines", queryset=Line.objects.all()))


@pytest.mark.parametrize(
    "shared",
    [
        lambda: Vault.objects.filter(Exists(Ledger.objects.filter(vault=OuterRef("pk")))),
        lambda: Vault.objects.annotate(n=Subquery(Ledger.objects.filter(vault=OuterRef("pk")).values("amount")[:1])),
        lambda: Vault.objects.filter(pk__in=Ledger.objects.values("vault")),
        lambda: Vault.objects.filter(pk__in=Subquery(Ledger.objects.values("vault"))),
        lambda: Vault.objects.values_list("pk").union(Ledger.objects.values_list("pk")),
    ],
    ids=["exists", "scalar", "in", "in subquery", "union"],
)
def test_a_subquery_in_a_shared_queryset_raises_with_no_scope(shared: Callable[[], Any], ours: Body, theirs: Body):
    with pytest.raises(NoScope):
        list(shared())
    with theirs.scope():
        built_elsewhere = shared()
    with ours.scope(), pytest.raises(ForeignScope):
        list(built_elsewhere)


def test_raw_sql_raises_with_no_scope_and_in_a_members(ours: Body, theirs: Body):
    statement = "SELECT * FROM treasury_ledger"

    for place in (nullcontext(), ours.scope(), scopes.public()):
        with place, pytest.raises(NoScope):
            list(Ledger.objects.raw(statement))
    for place in (nullcontext(), ours.scope(), scopes.public()):
        with place, connection.cursor() as cursor, pytest.raises(NoScope):
            cursor.execute(statement.upper())


def test_a_choice_field_built_at_import_raises_until_it_is_given_rows(ours: Body):
    field = forms.ModelChoiceField(queryset=Ledger.objects.all())  # in no scope, as at import

    with ours.scope(), pytest.raises(NoScope):
        field.clean(str(ours.ledger.pk))
    with ours.scope(), pytest.raises(NoScope):
        list(field.choices)  # type: ignore[arg-type]  # here an iterator
    with ours.scope():
        field.queryset = Ledger.objects.all()
        assert field.clean(str(ours.ledger.pk)) == ours.ledger


def test_a_pickled_queryset_comes_back_in_its_scope_only(ours: Body, theirs: Body):
    with theirs.scope():
        kept = pickle.dumps(Ledger.objects.all())
        query = pickle.dumps(Ledger.objects.all().query)
        assert [row.amount for row in pickle.loads(kept)] == [2_222]  # noqa: S301 - our own bytes

    with pytest.raises(ScopeError):
        pickle.loads(kept)  # noqa: S301 - as above
    with ours.scope(), pytest.raises(ForeignScope):
        pickle.loads(kept)  # noqa: S301 - as above
    with ours.scope():
        rows = Ledger.objects.all()
        rows.query = pickle.loads(query)  # noqa: S301 - as above
        with pytest.raises(ForeignScope):
            list(rows)


def test_a_pickled_row_comes_back_in_its_scope_only(ours: Body, theirs: Body):
    with theirs.scope():
        kept = pickle.dumps(Ledger.objects.get())
        assert pickle.loads(kept).amount == 2_222  # noqa: S301 - our own bytes

    with pytest.raises(ForeignScope):
        pickle.loads(kept)  # noqa: S301 - as above
    with ours.scope(), pytest.raises(ForeignScope):
        pickle.loads(kept)  # noqa: S301 - as above


def test_the_fence_stands_after_migrations_and_flushes(ours: Body):
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.core.management.sql import emit_post_migrate_signal

    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")  # as flush does, with no migration before

    with connection.cursor() as cursor, pytest.raises(NoScope):
        cursor.execute("SELECT 1 FROM treasury_ledger")
