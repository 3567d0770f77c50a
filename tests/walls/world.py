"""Two bodies with secrets of every private kind, and everybody who might ask for them."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

from commons.accounts.models import Membership, Role, User
from commons.audit import log
from commons.files.models import Document, Image
from commons.tenancy import scopes
from commons.tenancy.private import private_models
from commons.values import clock
from commons.values.ref import Ref
from procurement.models import CatalogueItem
from tests import people
from tests.procurement import goods

from . import procurements
from .parties import Asker, Household, Secret
from .plants import KEPT_FOR_GOOD, PLANTS

OURS, THEIRS = "setagaya", "chofu"
BODIES = (OURS, THEIRS)
MUNICIPAL_ROLES = (Role.CLERK, Role.APPROVER, Role.EDITOR, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class World:
    """What the walker walks through."""

    item: CatalogueItem
    households: dict[str, Household]
    secrets: list[Secret]
    askers: dict[str, Asker]


def build() -> World:
    """Fill the database."""
    goods.item(slug="other-thing", name="別の品目")
    item = goods.item(slug="planted-thing")
    households = {slug: Household(slug, people.person_acting_for(slug, Role.CLERK)) for slug in BODIES}
    secrets: list[Secret] = []
    for number, household in enumerate(households.values(), start=1):
        for label, plant in PLANTS.items():
            things, planted = plant(household, item, number)
            household.things[label] = things
            secrets.extend(planted)
    return World(item, households, secrets, _askers(households))


def unplanted() -> set[str]:
    """Name private models for which nothing is planted, so that nothing could leak."""
    return {model._meta.label for model in private_models()} - PLANTS.keys()


# --- who asks ---------------------------------------------------------------------------------------------------------

ASKERS = (
    "visitor",
    "person without membership",
    f"expired member of {THEIRS}",
    *(f"{role} of {slug}" for slug in BODIES for role in MUNICIPAL_ROLES),
    f"clerk of {OURS} and {THEIRS}",
    "hub officer",
    "administrator of the hub",
)


def _askers(households: dict[str, Household]) -> dict[str, Asker]:
    made = [
        Asker("visitor"),
        Asker("person without membership", people.person()),
        Asker(f"expired member of {THEIRS}", _expired(THEIRS)),
        _both(),
        _member("hub officer", "hub", Role.HUB_OFFICER),
        _member("administrator of the hub", "hub", Role.ADMINISTRATOR),
    ]
    for slug, household in households.items():
        made.append(Asker(f"{Role.CLERK} of {slug}", household.keeper, slug, frozenset({Role.CLERK})))
        made.extend(_member(f"{role} of {slug}", slug, role) for role in MUNICIPAL_ROLES if role != Role.CLERK)
    return {asker.name: asker for asker in made}


def _member(name: str, slug: str, role: str) -> Asker:
    return Asker(name, people.person_acting_for(slug, role), slug, frozenset({role}))


def _expired(slug: str) -> User:
    return people.person_acting_for(slug, Role.ADMINISTRATOR, valid_until=clock.today() - dt.timedelta(days=1))


def _both() -> Asker:
    """Make somebody who may act for both bodies, and acts for ours: theirs stays with the other hat."""
    user = people.person_acting_for(OURS, Role.CLERK)
    people.membership(user, THEIRS, Role.ADMINISTRATOR)
    return Asker(f"clerk of {OURS} and {THEIRS}", user, OURS, frozenset({Role.CLERK}))


# --- whose a row is ---------------------------------------------------------------------------------------------------


def foreign_rows(asker: Asker, tables: set[str] | None = None) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row that the asker may not change, as it stands; of some tables only, to spare the others."""
    if tables is not None and not tables:
        return {}
    body: Any = people.organisation(asker.body).pk if asker.body else None
    user = asker.user.pk if asker.user else 0
    with scopes.system("test looks at foreign rows"):
        found: dict[str, Any] = {
            model._meta.label: model._base_manager.exclude(
                **{model.owner_column: body if model.owner_field == "organisation" else user}
            )
            for model in private_models()
            if model._meta.label != "audit.Record"  # it only grows: the database sees to that
        }
        roles = Membership.objects.exclude(user_id=user)
        if Role.ADMINISTRATOR in asker.roles:  # who keeps the people of their body
            roles = roles.exclude(organisation_id=body)
        found["accounts.Membership"] = roles
        found["accounts.User"] = User.objects.exclude(pk=user)
        found["files.Document"] = Document.objects.exclude(organisation_id=body)
        found["files.Image"] = Image.objects.exclude(organisation_id=body)
        return {
            label: list(rows.order_by("pk").values_list())
            for label, rows in found.items()
            if tables is None or EVERY_TABLE in tables or rows.model._meta.db_table in tables
        }


EVERY_TABLE = "*"
_READS = re.compile(r"\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|EXPLAIN)\b")
_WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"')


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """Note which tables are written to; what is neither seen to read nor to write may have written to every one."""
    tables: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not _READS.match(sql):
            written = _WRITES.match(sql)
            tables.add(written.group(1) if written else EVERY_TABLE)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


def forget_foreign_rows(asker: Asker) -> None:
    """Take away what others keep, so that the asker's answers show whether they depend on it."""
    body = people.organisation(asker.body).pk if asker.body else None
    user = asker.user.pk if asker.user else None
    kept = KEPT_FOR_GOOD | (procurements.KNOWN_TO_HUB if Role.HUB_OFFICER in asker.roles else set())
    with scopes.system("test takes foreign rows away"):
        for model in reversed(private_models()):  # what points to others is declared below them
            if model._meta.label in PLANTS.keys() - kept:
                owner = body if model.owner_field == "organisation" else user
                model._base_manager.exclude(**{model.owner_column: owner}).delete()
        log.record("exported", Ref("lists.list", "procurement.catalogue"), purpose="one line more in the system's log")
