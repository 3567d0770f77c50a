"""The lists of the site, by name. Houses register theirs in ``AppConfig.ready()``."""

from .definition import ListDefinition

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
