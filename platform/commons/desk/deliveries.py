"""What got stuck on its way, as a list for the hub."""

from dataclasses import replace
from typing import Any

from django.db.models import Min, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commons.accounts.models import Role
from commons.contracts import tasks
from commons.contracts.tasks import Task
from commons.events import handlers, outbox
from commons.events.models import Delivery
from commons.lists import registry
from commons.lists.definition import Column, ListDefinition, Sort
from commons.lists.filters import ChoiceFacet, FilterSet, Keys
from commons.tenancy.models import Organisation
from commons.tenancy.scopes import Scope


def may_look_after(scope: Scope) -> bool:
    """Tell whether a scope looks after the queue: a hub officer, or an administrator of the hub itself."""
    if scope.organisation_id is None or not scope.has_role(Role.HUB_OFFICER, Role.ADMINISTRATOR):
        return False
    return Organisation.objects.filter(pk=scope.organisation_id, kind=Organisation.Kind.HUB).exists()


def _handlers() -> list[tuple[str, str]]:
    return [(name, name) for name in handlers.names()]


class WorkFacet(ChoiceFacet):
    """Kinds of work, of which only the parked ones are drawn: there are dozens."""

    def keys(self, rows: Any) -> Keys:
        """Count by the handler's name, which is what the choice is called."""
        return replace(super().keys(rows), label=Min(self.field_name))


class DeliveryFilter(FilterSet):
    """Narrow the deliveries to some kinds of work."""

    handler = WorkFacet("handler", label=_("Work"), choices=_handlers, lists_empty_choices=False)

    class Meta:
        model = Delivery
        fields: list[str] = []


def rows(scope: Scope) -> QuerySet[Delivery, Any]:
    """Return the parked ones with their announcements. They carry ids, and say nothing of anybody."""
    return outbox.parked() if may_look_after(scope) else outbox.parked().none()


def _columns(scope: Scope) -> list[Column]:
    return [
        Column("delivery", _("Delivery"), lambda delivery: delivery.pk),
        Column("work", _("Work"), lambda delivery: delivery.handler, width=28),
        Column("event", _("Event"), lambda delivery: delivery.announcement.event, width=28),
        Column("thing", _("Thing"), lambda delivery: delivery.subject, width=36),
        Column("fault", _("Fault"), lambda delivery: delivery.error, width=48),
        Column("tries", _("Tries"), lambda delivery: delivery.tries),
        Column("since", _("Parked since"), lambda delivery: delivery.parked_at),
    ]


def _sorts(scope: Scope) -> list[Sort]:
    return [Sort("oldest", _("Oldest first"), ["pk"]), Sort("newest", _("Newest first"), ["-pk"])]


DELIVERIES = ListDefinition(
    name="desk.deliveries",
    title=_("Parked deliveries"),
    unit=_("deliveries"),
    url_name="desk:deliveries",
    queryset=rows,
    filterset=DeliveryFilter,
    default_sort="oldest",
    sorts=_sorts,
    columns=_columns,
    per_page=50,
    may_open=may_look_after,
)


def tasks_of(scope: Scope) -> list[Task]:
    """Tell the hub's people that something is parked: two queries for them, one for another administrator."""
    count = rows(scope).count()
    if not count:
        return []
    title = ngettext("%(count)s delivery is parked", "%(count)s deliveries are parked", count) % {"count": count}
    return [Task(title=title, url=DELIVERIES.url, kind=_("Running the site"), state=_("Parked"), look="stop")]


def register() -> None:
    """Let the lists and the home page know of the parked deliveries."""
    registry.register(DELIVERIES)
    tasks.register(tasks_of)
