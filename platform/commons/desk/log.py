"""Who did and saw what, as a list."""

from typing import Any

from django.db.models import BigIntegerField, Case, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Substr
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

_PERSON = "accounts.person"


def records(scope: Scope) -> QuerySet[Record, Any]:
    """Return what ``scope`` may read of the log, with names in place of ids: the log itself keeps no names."""
    rows: QuerySet[Record, Any] = Record.objects.visible_to(scope).annotate(
        actor_name=Subquery(User.objects.filter(pk=OuterRef("actor_id")).values("name")[:1]),
        body_name=Subquery(Organisation.objects.filter(pk=OuterRef("organisation_id")).values("name")[:1]),
        person_name=Case(When(subject__startswith=f"{_PERSON}:", then=_person_named()), default=Value("")),
    )
    return rows


def _person_named() -> Subquery:
    """Return the name of the person that a record is about; only such a record's id may be read as a number."""
    number = Cast(Substr(OuterRef("subject"), len(_PERSON) + 2), BigIntegerField())
    return Subquery(User.objects.filter(pk=number).values("name")[:1])


def what_of(record: Record) -> str:
    """Return the verb in words."""
    return str(verbs.label(record.verb))


def thing_of(record: Any) -> str:
    """Return what it was done to: a person's name, else the kind in words and the public id."""
    if record.person_name:
        return str(record.person_name)
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
