"""Two bodies, their people, and the treasury: private models that exist for these tests only."""

import datetime as dt
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.db import connection

from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values.clock import JST
from tests import people
from tests.commons.tenancy.treasury import models as treasury

ON = dt.date(2026, 6, 10)
AT = dt.datetime(2026, 6, 10, 10, tzinfo=JST)
TABLES = [treasury.Vault, treasury.Ledger, treasury.Line, treasury.Letter, treasury.Diary]


@dataclass(frozen=True)
class Body:
    """A body, one of its clerks, and what it keeps."""

    organisation: Organisation
    user: Any
    ledger: treasury.Ledger
    line: treasury.Line

    def scope(self) -> AbstractContextManager[scopes.Scope]:
        """Work as this body's clerk."""
        return scopes.member(user_id=self.user.pk, organisation_id=self.organisation.pk, roles=frozenset({"clerk"}))

    def draft(self, amount: int = 1) -> treasury.Ledger:
        """Return an unsaved ledger of this body."""
        return treasury.Ledger(organisation=self.organisation, vault=self.ledger.vault, amount=amount, on=ON, at=AT)


@pytest.fixture(scope="module")
def treasury_tables(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Install the treasury as a house for one module's tests, and take it away again."""
    config = AppConfig.create("tests.commons.tenancy.treasury")
    config.apps = apps
    apps.app_configs[config.label] = config
    config.import_models()
    apps.clear_cache()
    with django_db_blocker.unblock(), scopes.system("test set-up"), connection.schema_editor() as editor:
        for model in TABLES:
            editor.create_model(model)
    yield
    with django_db_blocker.unblock(), scopes.system("test teardown"), connection.schema_editor() as editor:
        for model in reversed(TABLES):
            editor.delete_model(model)
    del apps.app_configs[config.label]
    apps.clear_cache()


@pytest.fixture
def vault(treasury_tables: None, db: None) -> treasury.Vault:
    """Return a shared thing."""
    made: treasury.Vault = treasury.Vault.objects.create(name="vault")
    return made


def _body(slug: str, vault: treasury.Vault, amount: int) -> Body:
    organisation = people.organisation(slug)
    user = people.person_acting_for(slug)
    with scopes.system("test set-up"):
        ledger = treasury.Ledger.objects.create(organisation=organisation, vault=vault, amount=amount, on=ON, at=AT)
        line = treasury.Line.objects.create(organisation=organisation, ledger=ledger, text="line")
    return Body(organisation, user, ledger, line)


@pytest.fixture
def ours(vault: treasury.Vault) -> Body:
    """Return the body at work."""
    return _body("setagaya", vault, 1_111)


@pytest.fixture
def theirs(vault: treasury.Vault) -> Body:
    """Return another body, with something that could leak."""
    return _body("chofu", vault, 2_222)
