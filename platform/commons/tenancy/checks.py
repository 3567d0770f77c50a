"""The walls' rules about models, so that ``manage.py check`` fails before a leak can be written."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import models
from django.db.models.fields.related import ForeignObject

from .private import PrivateManager, PrivateModel


@checks.register(checks.Tags.models)
def check_walls(app_configs: Sequence[Any] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Hold every model against the rules."""
    chosen = {config.label for config in app_configs} if app_configs is not None else None
    faults: list[checks.CheckMessage] = []
    for model in apps.get_models():
        if chosen is not None and model._meta.app_label not in chosen:
            continue
        faults.extend(_private_faults(model) if issubclass(model, PrivateModel) else _shared_faults(model))
    return faults


def _private_faults(model: type[PrivateModel]) -> Iterator[checks.CheckMessage]:
    meta = model._meta
    managers: list[Any] = [*meta.managers, meta.default_manager, meta.base_manager]
    for manager in managers:
        if not isinstance(manager, PrivateManager):
            yield checks.Error(
                f"The manager {manager.name!r} of a private model does not restrict its rows.",
                hint="Use PrivateManager or manager_for(), and let Meta inherit the Meta of OwnedByOrganisation or so.",
                obj=model,
                id="tenancy.E001",
            )
            break
    if not _declares_owner(model):
        yield checks.Error(
            "A private model declares its owner: a column of its own table that is never empty.",
            hint="Inherit OwnedByOrganisation or OwnedByPerson.",
            obj=model,
            id="tenancy.E002",
        )
    if meta.parents and not meta.proxy:
        yield checks.Error(
            "A private model is a table of its own: the child of another table has no owner column.",
            obj=model,
            id="tenancy.E003",
        )
    for field in meta.get_fields():
        if isinstance(field, ForeignObject | models.ManyToManyField) and field.model is model:
            yield from _way_faults(model, field)


def _declares_owner(model: type[PrivateModel]) -> bool:
    owner = getattr(model, "owner_column", None)
    columns = {field.attname: field for field in model._meta.concrete_fields}
    if owner not in columns:
        return False
    field = columns[owner]
    return not field.null or not isinstance(field, models.ForeignKey)  # the log's plain id is empty for the system


def _way_faults(model: type[PrivateModel], field: Any) -> Iterator[checks.CheckMessage]:
    related = field.related_model
    if not _is_private(related) and (not field.remote_field.hidden or field.remote_field.related_query_name):
        yield checks.Error(
            f"{field.name!r} gives the shared model {related.__name__} a way into a private one.",
            hint='Set related_name="+" and no related_query_name.',
            obj=model,
            id="tenancy.E004",
        )
    if isinstance(field, models.ManyToManyField) and not _is_private(field.remote_field.through):
        yield checks.Error(
            f"The table that links {field.name!r} has no owner.",
            hint="Give it a private model of its own.",
            obj=model,
            id="tenancy.E005",
        )


def _shared_faults(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    if model._meta.auto_created:
        return
    for field in model._meta.get_fields():
        if isinstance(field, ForeignObject | models.ManyToManyField) and _is_private(field.related_model):
            yield checks.Error(
                f"{field.name!r} leads from a shared model into a private one: joins would step around the wall.",
                hint="Keep a Ref, or make this model private too.",
                obj=model,
                id="tenancy.E006",
            )


def _is_private(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, PrivateModel)
