"""Register the sample lists for one test at a time."""

from collections.abc import Callable, Iterator

import pytest
from django.http import QueryDict

from commons.lists import registry
from commons.lists.definition import ListDefinition
from commons.lists.listing import Listing
from commons.tenancy import scopes
from tests.commons.lists import sample


@pytest.fixture(autouse=True)
def _sample_lists(settings: pytest.FixtureRequest) -> Iterator[None]:
    """Serve the sample lists beside the site."""
    settings.ROOT_URLCONF = "tests.commons.lists.sample"  # type: ignore[attr-defined]  # pytest-django's settings
    for definition in (sample.bodies, sample.memberships):
        registry.register(definition)
    yield
    for definition in (sample.bodies, sample.memberships):
        registry.unregister(definition.name)


@pytest.fixture
def asked() -> Callable[..., Listing]:
    """Return a list as the open scope asks for it."""

    def ask(query: str = "", definition: ListDefinition = sample.bodies) -> Listing:
        return Listing(definition, QueryDict(query), scopes.current())

    return ask
