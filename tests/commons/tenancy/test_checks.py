"""A careless model fails ``manage.py check``."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps

from commons.tenancy import checks
from commons.tenancy.private import OwnedByOrganisation, PrivateManager, PrivateModel

from .treasury.models import Ledger, Vault


def _faults(model: Any) -> list[str | None]:
    judge = checks._private_faults if issubclass(model, PrivateModel) else checks._shared_faults
    return [fault.id for fault in judge(model)]


def _plain_manager() -> Any:
    class Careless(OwnedByOrganisation):
        objects = models.Manager()

        class Meta(OwnedByOrganisation.Meta):
            app_label = "treasury"

    return Careless


def _second_manager() -> Any:
    class Careless(OwnedByOrganisation):
        everything = models.Manager()
        objects = PrivateManager()

        class Meta(OwnedByOrganisation.Meta):
            app_label = "treasury"

    return Careless


def _base_manager_lost() -> Any:
    class Mixin(models.Model):
        class Meta:
            abstract = True

    class Careless(Mixin, OwnedByOrganisation):  # noqa: DJ008 - never shown
        class Meta:  # does not inherit, and the first parent knows no base manager
            app_label = "treasury"

    return Careless


def _other_base_manager() -> Any:
    class Careless(OwnedByOrganisation):
        plain = models.Manager()

        class Meta(OwnedByOrganisation.Meta):
            app_label = "treasury"
            base_manager_name = "plain"

    return Careless


def _no_owner() -> Any:
    class Careless(PrivateModel):
        objects = PrivateManager()

        class Meta(PrivateModel.Meta):
            app_label = "treasury"

    return Careless


def _owner_may_be_empty() -> Any:
    class Careless(OwnedByOrganisation):
        organisation = models.ForeignKey("tenancy.Organisation", on_delete=models.PROTECT, related_name="+", null=True)

        class Meta(OwnedByOrganisation.Meta):
            app_label = "treasury"

    return Careless


def _child_table() -> Any:
    class Careless(Ledger):
        class Meta(OwnedByOrganisation.Meta):
            app_label = "treasury"

    return Careless


def _way_back() -> Any:
    class Careless(OwnedByOrganisation):
        vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="careless")

        class Meta(OwnedByOrganisation.Meta):
            app_label = "treasury"

    return Careless


def _way_back_by_query() -> Any:
    class Careless(OwnedByOrganisation):
        vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="+", related_query_name="careless")

        class Meta(OwnedByOrganisation.Meta):
            app_label = "treasury"

    return Careless


def _ownerless_links() -> Any:
    class Careless(OwnedByOrganisation):
        vaults = models.ManyToManyField(Vault, related_name="+")

        class Meta(OwnedByOrganisation.Meta):
            app_label = "treasury"

    return Careless


def _shared_to_private() -> Any:
    class Careless(models.Model):  # noqa: DJ008 - never shown
        ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "treasury"

    return Careless


def _shared_to_private_many() -> Any:
    class Careless(models.Model):  # noqa: DJ008 - never shown
        ledgers = models.ManyToManyField(Ledger, related_name="+")

        class Meta:
            app_label = "treasury"

    return Careless


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (_plain_manager, "tenancy.E001"),
        (_second_manager, "tenancy.E001"),
        (_base_manager_lost, "tenancy.E001"),
        (_other_base_manager, "tenancy.E001"),
        (_no_owner, "tenancy.E002"),
        (_owner_may_be_empty, "tenancy.E002"),
        (_child_table, "tenancy.E003"),
        (_way_back, "tenancy.E004"),
        (_way_back_by_query, "tenancy.E004"),
        (_ownerless_links, "tenancy.E005"),
        (_shared_to_private, "tenancy.E006"),
        (_shared_to_private_many, "tenancy.E006"),
    ],
)
@isolate_apps("commons.tenancy", "commons.accounts", "django.contrib.contenttypes", "django.contrib.auth")
def test_a_careless_model_is_reported(make: Callable[[], Any], fault: str):
    assert fault in _faults(make())


def test_the_models_of_the_treasury_are_sound(treasury_tables: None):
    assert [_faults(model) for model in (Vault, Ledger)] == [[], []]


def test_every_installed_model_is_sound():
    assert [message for message in run_checks() if str(message.id).startswith("tenancy.")] == []
