"""Register the sample lists for one test at a time."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation

from commons.lists import registry
from commons.lists.definition import ListDefinition
from commons.lists.listing import Listing
from commons.tenancy import scopes
from tests.commons.lists import sample


@pytest.fixture(autouse=True)
def _sample_lists(settings: Any) -> Iterator[None]:
    """Serve the sample lists beside the site."""
    settings.ROOT_URLCONF = "tests.commons.lists.sample"
    for definition in (sample.bodies, sample.memberships):
        registry.register(definition)
    yield
    for definition in (sample.bodies, sample.memberships):
        registry.unregister(definition.name)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Speak the language of the source, so that a test does not stand on a translation."""
    with translation.override("en"):
        yield


@pytest.fixture
def asked() -> Callable[..., Listing]:
    """Return a list as the open scope asks for it."""

    def ask(query: str = "", definition: ListDefinition = sample.bodies) -> Listing:
        return Listing(definition, QueryDict(query), scopes.current())

    return ask
