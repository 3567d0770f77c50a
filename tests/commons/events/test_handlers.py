"""Handlers are known by the name that stands in the table."""

from collections.abc import Callable

import pytest

from commons.events import handlers
from tests.commons.events.lamps import LampLit


def test_two_handlers_of_one_name_are_refused(receiving: Callable[..., None]) -> None:
    def one(event: LampLit) -> None: ...

    def other(event: LampLit) -> None: ...

    receiving(one)

    with pytest.raises(ValueError, match=r"two handlers are called 'lamps\.work'"):
        handlers.receives(LampLit, name="lamps.work")(other)


def test_registering_the_same_function_twice_changes_nothing(receiving: Callable[..., None]) -> None:
    def one(event: LampLit) -> None: ...

    receiving(one)
    handlers.receives(LampLit, name="lamps.work")(one)

    assert [handler.name for handler in handlers.of(LampLit)] == ["lamps.work"]


@pytest.mark.parametrize("name", ["", "x" * 101])
def test_a_name_that_the_table_cannot_hold_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="1 to 100"):
        handlers.receives(LampLit, name=name)(lambda event: None)
