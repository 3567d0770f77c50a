"""A link from one house to another, and what becomes of it when the other is not there."""

from contextlib import AbstractContextManager

import pytest

from commons.contracts import refs
from commons.contracts.refs import Resolved
from commons.tenancy import scopes
from commons.tenancy.scopes import Scope
from commons.values.ref import Ref


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build a house that resolves one thing, for members only."""
    monkeypatch.setattr(refs, "_resolvers", {})
    monkeypatch.setattr(refs, "_labels", {})

    def resolver(public_id: str) -> Resolved | None:
        known = public_id == "known" and scopes.current().kind == "member"
        return Resolved(title="a thing", url="/things/known/") if known else None

    refs.register("house.thing", resolver, label="Thing")


def _member() -> AbstractContextManager[Scope]:
    return scopes.member(user_id=1, organisation_id=2, roles=frozenset())


def test_a_known_thing_is_resolved_in_the_open_scope():
    with _member():
        assert refs.resolve(Ref("house.thing", "known")) == Resolved("a thing", "/things/known/")


def test_an_unknown_a_hidden_and_an_absent_thing_answer_alike():
    with scopes.public():
        assert refs.resolve(Ref("house.thing", "known")) is None
        assert refs.resolve(Ref("house.thing", "unknown")) is None
        assert refs.resolve(Ref("absent.thing", "known")) is None


def test_an_absent_house_has_no_word_for_its_things():
    assert refs.label("house.thing") == "Thing"
    assert refs.label("absent.thing") == ""
