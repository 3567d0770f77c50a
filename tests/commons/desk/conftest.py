"""The desk's tests ask for the same kind of request as the approvals' own."""

from tests.commons.lifecycle.conftest import ask, house, moment, ward  # noqa: F401 - fixtures
