"""A person's notices, as a list."""

from typing import Any

from django.db.models import Case, CharField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from commons.lists import registry
from commons.lists.definition import Column, ListDefinition, Sort
from commons.lists.filters import ChoiceFacet, FilterSet
from commons.notifications import notices
from commons.notifications.models import Notice
from commons.tenancy.scopes import Scope

NEW, SEEN = "new", "seen"


class NoticeFilter(FilterSet):
    """Narrow the notices to the new ones."""

    state = ChoiceFacet("state", label=_("State"), choices=[(NEW, _("New")), (SEEN, _("Seen"))])

    class Meta:
        model = Notice
        fields: list[str] = []


def rows(scope: Scope) -> QuerySet[Notice, Any]:
    """Return the person's notices with their state and the body they concern."""
    state = Case(When(seen_at=None, then=Value(NEW)), default=Value(SEEN), output_field=CharField())
    found: QuerySet[Notice, Any] = notices.of(scope).select_related("organisation").annotate(state=state)
    return found


def _state(notice: Notice) -> Any:
    return _("Seen") if notice.seen_at else _("New")


def _columns(scope: Scope) -> list[Column]:
    return [
        Column("number", _("Number"), lambda notice: notice.number),
        Column("at", _("When"), lambda notice: notice.at),
        Column("line", _("Notice"), lambda notice: notice.line, width=60),
        Column("body", _("Concerns"), lambda notice: str(notice.organisation or ""), width=24),
        Column("state", _("State"), _state),
    ]


def _sorts(scope: Scope) -> list[Sort]:
    return [Sort("newest", _("Newest first"), ["-at"]), Sort("oldest", _("Oldest first"), ["at"])]


NOTICES = ListDefinition(
    name="desk.notices",
    title=_("Notices"),
    unit=_("notices"),
    url_name="desk:notices",
    queryset=rows,
    filterset=NoticeFilter,
    default_sort="newest",
    sorts=_sorts,
    columns=_columns,
    may_open=lambda scope: scope.user_id is not None,
)


def register() -> None:
    """Let the lists know of the notices."""
    registry.register(NOTICES)
