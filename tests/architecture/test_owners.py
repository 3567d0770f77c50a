"""Every table that says whose it is stands behind the wall, or is named here with the reason why not."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from commons.tenancy.models import Organisation
from commons.tenancy.private import PrivateModel

from .tree import GROUND, houses, sources

NAMES = {"organisation_id", "person", "person_id", "user", "user_id", "owner", "owner_id"}
SHARED = {
    "content.BodySite": "which site is whose is public",
    "content.ManualPage": "whose work a public page tells of; whose page it is, its place in Wagtail's tree says",
    "content.ReportPage": "as of the manual",
    "accounts.Membership": "read before any scope can be opened: it says which scopes a person may open",
    "files.Document": "Wagtail's managers and admin; handed out by a view that checks",
    "files.Image": "Wagtail's managers and admin; handed out by a view that checks",
}


def _own_apps() -> set[str]:
    return {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in {"commons", *houses()}}


def _says_whose(field: Any) -> bool:
    """Tell an owner from an author: who wrote or changed a row owns it only if the field says so."""
    if field.name in NAMES:
        return True
    return field.related_model is Organisation


def test_a_table_with_an_owner_is_private_or_says_why_not():
    owned = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in _own_apps() and not issubclass(model, PrivateModel)
        if any(_says_whose(field) for field in model._meta.local_concrete_fields)
    }

    assert owned - SHARED.keys() == set()
    assert SHARED.keys() - owned == set()


AROUND_THE_FENCE = re.compile(
    r"\.executescript\(|\.connection\.(?:connection|cursor)\b|\.copy\(\s*[\"'f]|\.callproc\(|execute_wrappers"
)


@pytest.mark.parametrize("folder", [GROUND, *houses().values()], ids=lambda folder: folder.name)
def test_nothing_goes_around_the_fence_by_the_driver(folder: Path):
    astray = [
        f"{file}: {line.strip()}"
        for file in sources(folder, ".py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if AROUND_THE_FENCE.search(line) and file != GROUND / "tenancy" / "apps.py"
    ]

    assert astray == []
