"""What happened, said in ids."""

import re
import types
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self, Union, get_args, get_origin, get_type_hints

from commons.values.ref import Ref

Primitive = None | bool | int | str

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+/-]{0,79}")

_classes: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to ``subject``. Subclass it as a frozen dataclass named in the past tense.

    Every other field is an id: ``None``, a truth value, an integer, a ``Ref``, or a string that could be an id (at most
    80 ASCII letters, digits and ``._:+/-``; so an ISO date passes, a name, a sentence or a mail address does not). What
    an id leads to is read when the delivery is made, in its then present state: so nothing personal waits in the queue,
    and nothing stale is acted on.

    Rows outlive a release: a field is added with a default, and a removed one is skipped when an old row is read.
    """

    name: ClassVar[str] = ""

    subject: Ref

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Give the event the name under which its rows are stored: the app's label and the class's name."""
        super().__init_subclass__(**kwargs)
        app = cls.__module__.removeprefix("commons.").partition(".")[0]
        cls.name = f"{app}.{cls.__name__}"
        known = _classes.setdefault(cls.name, cls)
        if (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"two events are called {cls.name}: in {known.__module__} and in {cls.__module__}")
        _classes[cls.name] = cls

    def payload(self) -> dict[str, Primitive]:
        """Return the fields beside the subject as JSON primitives; raise ``TypeError`` for what is not an id."""
        _checked("subject", str(self.subject))
        values = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "subject"}
        return {name: _checked(f"{self.name}.{name}", value) for name, value in values.items()}

    @classmethod
    def read(cls, subject: str, payload: dict[str, Primitive]) -> Self:
        """Build the event again from its row."""
        hints = get_type_hints(cls)
        known = {field.name for field in fields(cls)} & payload.keys()
        values = {name: _as_ref_where_declared(hints[name], payload[name]) for name in known}
        return cls(subject=Ref.parse(subject), **values)


def class_named(name: str) -> type[Event]:
    """Return the event class stored as ``name``; raise ``LookupError`` when an upgrade has removed it."""
    return _classes[name]


def _checked(where: str, value: Any) -> Primitive:
    if isinstance(value, Ref):
        value = str(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    raise TypeError(f"{where} carries a {type(value).__name__} that is no id; announce ids, read the rest on delivery")


def _as_ref_where_declared(hint: Any, value: Primitive) -> Any:
    choices = get_args(hint) if get_origin(hint) in {Union, types.UnionType} else (hint,)
    return Ref.parse(value) if Ref in choices and isinstance(value, str) else value
