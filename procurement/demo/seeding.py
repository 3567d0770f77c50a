"""Fill the catalogue and a few bodies' own figures, through the actions that people use. Twice changes nothing."""

import datetime as dt
from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction

from commons.accounts.models import User
from commons.demo.first_day import DEMO_DAY
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from procurement import actions
from procurement.actions import NewVersion
from procurement.calculations.tiers import Tier
from procurement.models import CatalogueItem, Category, MunicipalityBudget, Supplier
from procurement.rules import BUDGET_ROLES

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the former is ten times as fast, where it was compiled
OFFICE_OPENS = dt.time(9, 0)


def seed() -> None:
    """Load what is missing, in the scope that is open; each version on its own day."""
    catalogue = read("catalogue.yaml")
    with transaction.atomic():
        _shelves(catalogue["categories"])
        _suppliers(catalogue["suppliers"])
        _items(catalogue["items"])
        _baselines(read("baselines.yaml"))


def read(name: str) -> Any:
    """Read one of this folder's files."""
    return yaml.load((files("procurement.demo") / name).read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - both are safe


def day(offset: str) -> dt.date:
    """Turn an offset such as '-390' into its day."""
    return DEMO_DAY + dt.timedelta(days=int(offset))


def moment(offset: str, time: dt.time) -> dt.datetime:
    """Return a time of day, so many days from the demonstration's first."""
    return dt.datetime.combine(day(offset), time, tzinfo=clock.JST)


def _shelves(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        Category.objects.update_or_create(
            slug=row["id"], defaults={key: row[key] for key in ("name", "name_en", "description", "order")}
        )


def _suppliers(rows: list[dict[str, Any]]) -> None:
    names = ("name", "kana", "field", "is_corporation", "corporate_number", "invoice_number", "note")
    for row in rows:
        Supplier.objects.update_or_create(slug=row["id"], defaults={name: row[name] for name in names})


def _items(rows: list[dict[str, Any]]) -> None:
    """Add items and publish their versions in the order of their days, as the hub did it."""
    known = set(CatalogueItem.objects.values_list("slug", flat=True))
    versions = [(day(version["valid_from_on"]), row, version) for row in rows for version in row["versions"]]
    for published_on, row, version in sorted(versions, key=lambda each: (each[0], each[1]["id"])):
        if row["id"] in known:
            continue
        with clock.unit_of_work(at=dt.datetime.combine(published_on, OFFICE_OPENS, tzinfo=clock.JST)):
            _publish(row, version, _new_version(published_on, version))


def _publish(row: dict[str, Any], version: dict[str, Any], new: NewVersion) -> None:
    if version["number"] > 1:
        item = CatalogueItem.objects.get(slug=row["id"])
        actions.publish_version(item=item, expected_number=version["number"] - 1, version=new)
        return
    actions.add_item(
        slug=row["id"],
        category=Category.objects.get(slug=row["category"]),
        name=row["name"],
        kana=row["kana"],
        summary=row["summary"],
        supplier=Supplier.objects.get(slug=row["supplier"]),
        contract_kind=row["contract_kind"],
        synonyms=row["synonyms"],
        version=new,
    )


def _new_version(valid_from_on: dt.date, version: dict[str, Any]) -> NewVersion:
    return NewVersion(
        valid_from_on=valid_from_on,
        description=version["description"],
        unit=version["unit"],
        tax_percent=version["tax_percent"],
        network=version["lgwan"],
        included=version["included"],
        certifications=version["certifications"],
        tiers=[Tier(tier["min_total_quantity"], tier["unit_price"]) for tier in version["tiers"]],
    )


def _baselines(rows: list[dict[str, Any]]) -> None:
    """Record each body's figures as its own clerk would: in that body's scope, where no other is in sight.

    A body whose figures are there, or whose clerk is not (the people are loaded by another), is left alone.
    """
    for row in rows:
        user = User.objects.filter(email=row["by"]).first()
        item = CatalogueItem.objects.filter(slug=row["item"]).first()
        body = Organisation.objects.get(slug=row["body"])
        known = MunicipalityBudget.objects.filter(item=item, organisation=body).exists()
        if user is None or item is None or known:
            continue
        with scopes.member(
            user_id=user.pk, organisation_id=body.pk, roles=frozenset(role.value for role in BUDGET_ROLES)
        ):
            actions.record_baseline(
                item=item,
                expected_revision=0,
                baseline_unit_price=row["baseline_unit_price"],
                unit_budget=row["unit_budget"],
                paid_since_on=day(row["paid_since_on"]),
                note=row["note"],
            )
