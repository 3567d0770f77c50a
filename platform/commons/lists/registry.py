"""The lists of the site, by name. Houses register theirs in ``AppConfig.ready()``."""

from commons.contracts.refs import Resolved
from commons.tenancy import scopes

from .definition import ListDefinition

LIST_KIND = "lists.list"

_definitions: dict[str, ListDefinition] = {}


def register(definition: ListDefinition) -> ListDefinition:
    """Make a list known; return it. A second list of the same name takes the place of the first."""
    _definitions[definition.name] = definition
    return definition


def unregister(name: str) -> None:
    """Forget a list."""
    _definitions.pop(name, None)


def find(name: str) -> ListDefinition | None:
    """Return the list called ``name``, or ``None``: a house that left takes its lists along."""
    return _definitions.get(name)


def resolved(name: str) -> Resolved | None:
    """Lead the log to the list that was exported, if the reader may open it."""
    definition = find(name)
    if definition is None or not definition.may_open(scopes.current()):
        return None
    return Resolved(str(definition.title), definition.url)
