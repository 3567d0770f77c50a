"""Who did and saw what, as a list."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.audit import verbs
from commons.audit.models import Record
from commons.contracts import refs
from commons.lists import registry
from commons.lists.definition import CellValue, Column, ListDefinition, Sort
from commons.tenancy.models import Organisation
from commons.tenancy.scopes import Scope
from commons.values.ref import Ref

from .filters import LogFilter


def records(scope: Scope) -> QuerySet[Record, Any]:
    """Return what ``scope`` may read of the log, with names in place of ids: the log itself keeps no names."""
    rows: QuerySet[Record, Any] = Record.objects.visible_to(scope).annotate(
        actor_name=Subquery(User.objects.filter(pk=OuterRef("actor_id")).values("name")[:1]),
        body_name=Subquery(Organisation.objects.filter(pk=OuterRef("organisation_id")).values("name")[:1]),
    )
    return rows


def what_of(record: Record) -> str:
    """Return the verb in words."""
    return str(verbs.label(record.verb))


def thing_of(record: Record) -> str:
    """Return what it was done to, in words and with its public id."""
    ref = Ref.parse(record.subject)
    return f"{refs.label(ref.kind)} {ref.public_id}".strip()


def _actor(record: Any) -> CellValue:
    return record.actor_name or str(_("The system"))


def _columns(scope: Scope) -> list[Column]:
    return [
        Column("at", _("When"), lambda record: record.at),
        Column("actor", _("Who"), _actor),
        Column("body", _("Acting for"), lambda record: record.body_name or ""),
        Column("what", _("Deed"), what_of, width=24),
        Column("thing", _("Thing"), thing_of, width=36),
        Column("purpose", _("Purpose"), lambda record: record.purpose, width=36),
    ]


def _sorts(scope: Scope) -> list[Sort]:
    return [Sort("newest", _("Newest first"), ["-at"]), Sort("oldest", _("Oldest first"), ["at"])]


LOG = ListDefinition(
    name="desk.log",
    title=_("Who did and saw what"),
    unit=_("entries"),
    url_name="desk:log",
    queryset=records,
    filterset=LogFilter,
    default_sort="newest",
    sorts=_sorts,
    columns=_columns,
    per_page=50,
    may_open=lambda scope: scope.user_id is not None,
)


def register() -> None:
    """Let the lists know of the log."""
    registry.register(LOG)
