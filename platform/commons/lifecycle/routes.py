"""Which steps a request takes, and who stands in for whom."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import Membership, Role
from commons.audit import log
from commons.lifecycle.models import Deputy, Route, RouteStep
from commons.lifecycle.models.route import MOST_STEPS
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.tenancy.scopes import Scope
from commons.values import clock
from commons.values.ref import Ref
from commons.values.refusals import Refusal, StaleEdit

ANY_APPROVER: list[int | None] = [None]
LONGEST_PERIOD = dt.timedelta(days=366)


class MayNotSet(Refusal):
    """Somebody else than the administrator sets a route, or names a deputy for somebody else."""

    message = _("Only an administrator of your municipality can do this.")


class FaultyRoute(Refusal):
    """A route without steps, with too many, with a person twice, or with somebody who approves nothing."""

    message = _("A route has one to three steps, each with a different approver of your municipality.")
    field = "step_1"


class RouteExists(Refusal):
    """There is a route for this kind and department."""

    message = _("There is a route for this kind and department. Change that one.")
    field = "kind"


class NoApprover(Refusal):
    """A deputy, or the one they stand in for, holds no role of an approver in those days."""

    message = _("Only an approver of your municipality can stand in for an approver.")
    field = "deputy"


class FaultyPeriod(Refusal):
    """The days are in the wrong order, over, or too many."""

    message = _("The last day is not before the first one, not over, and at most a year away.")
    field = "valid_until"


class HasDeputy(Refusal):
    """Another deputy is named for some of these days."""

    message = _("A deputy is named for some of these days already. End that period first.")
    field = "valid_from"


def approvers_for(kind: str, department: str) -> list[int | None]:
    """Return the approver of each step, in order: of the body's most fitting route, else one step for any approver.

    A route for this very kind goes before one for every kind, and within that one for this department before one for
    every department.
    """
    fitting = Route.objects.filter(kind__in={kind, ""}, department__in={department, ""}).prefetch_related("steps")
    best = max(fitting, key=lambda route: (bool(route.kind), bool(route.department)), default=None)
    return [step.approver_id for step in best.steps.all()] if best else ANY_APPROVER


def set_route(
    *, kind: str, department: str, approver_ids: Sequence[int | None], route_id: int | None = None, version: int = 0
) -> Route:
    """Set the steps of a new route, or of ``route_id`` as the form with ``version`` showed it."""
    scope = _administrator()
    with transaction.atomic():
        _check_steps(scope, approver_ids)
        route = _route(scope, route_id, version)
        route.kind, route.department = kind, department
        route.version += 1
        _save_route(route)
        route.steps.all().delete()
        for position, approver_id in enumerate(approver_ids, start=1):
            RouteStep.objects.create(
                organisation_id=scope.organisation_id, route=route, position=position, approver_id=approver_id
            )
        log.record("set_route", Ref("lifecycle.route", str(route.pk)), changed=["steps"])
    return route


def remove_route(*, route_id: int) -> None:
    """Remove a route; what is on its way keeps its steps."""
    _administrator()
    with transaction.atomic():
        route = Route.objects.select_for_update(of=("self",)).get(pk=route_id)
        log.record("removed_route", Ref("lifecycle.route", str(route.pk)))
        route.delete()


def name_deputy(*, approver_id: int, deputy_id: int, valid_from: dt.date, valid_until: dt.date) -> Deputy:
    """Name who stands in for an approver in those days: the approver's own doing, or an administrator's."""
    scope, today = scopes.current(), clock.today()
    if not may_name_deputy(scope, approver_id):
        raise MayNotSet
    if not today <= valid_until >= valid_from or valid_until > today + LONGEST_PERIOD:
        raise FaultyPeriod
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(
            pk=scope.organisation_id or 0
        )  # one period after the other
        if deputy_id == approver_id or not {approver_id, deputy_id} <= set(
            approvers_of(scope, on=max(today, valid_from))
        ):
            raise NoApprover
        if Deputy.objects.filter(approver_id=approver_id, valid_from__lte=valid_until, valid_until__gte=valid_from):
            raise HasDeputy
        made: Deputy = Deputy.objects.create(
            organisation_id=scope.organisation_id,
            approver_id=approver_id,
            deputy_id=deputy_id,
            valid_from=valid_from,
            valid_until=valid_until,
            named_by_id=scope.user_id,
        )
        log.record("named_deputy", Ref("accounts.person", str(approver_id)), changed=["deputy"])
    return made


def end_deputy(*, deputy_id: int) -> None:
    """End a period at once: what is left of it is taken away."""
    today = clock.today()
    with transaction.atomic():
        row = Deputy.objects.select_for_update(of=("self",)).get(pk=deputy_id)
        if not may_name_deputy(scopes.current(), row.approver_id):
            raise MayNotSet
        log.record("ended_deputy", Ref("accounts.person", str(row.approver_id)), changed=["deputy"])
        if row.valid_from >= today:
            row.delete()
        else:
            row.valid_until = min(row.valid_until, today - dt.timedelta(days=1))
            row.save(update_fields=["valid_until"])


def may_set_routes(scope: Scope) -> bool:
    """Tell whether a scope may set its body's routes."""
    return scope.kind == "member" and scope.has_role(Role.ADMINISTRATOR)


def may_name_deputy(scope: Scope, approver_id: int | None) -> bool:
    """Tell whether a scope may say who stands in for an approver of its body."""
    own = scope.has_role(Role.APPROVER) and scope.user_id == approver_id
    return scope.kind == "member" and (own or scope.has_role(Role.ADMINISTRATOR))


def approvers_of(scope: Scope, *, on: dt.date) -> dict[int, Membership]:
    """Return the approvers of the body at work on a day, by person: one query."""
    held = Membership.objects.valid_on(on).filter(
        organisation_id=scope.organisation_id or 0, role=Role.APPROVER, user__is_active=True
    )
    return {membership.user_id: membership for membership in held.select_related("user").order_by("pk")}


def _administrator() -> Scope:
    scope = scopes.current()
    if not may_set_routes(scope):
        raise MayNotSet
    return scope


def _check_steps(scope: Scope, approver_ids: Sequence[int | None]) -> None:
    named = [approver_id for approver_id in approver_ids if approver_id is not None]
    known = approvers_of(scope, on=clock.today())
    if not 1 <= len(approver_ids) <= MOST_STEPS or len(named) != len(set(named)) or not set(named) <= set(known):
        raise FaultyRoute


def _route(scope: Scope, route_id: int | None, version: int) -> Route:
    if route_id is None:
        return Route(organisation_id=scope.organisation_id or 0, version=0)
    route: Route = Route.objects.select_for_update(of=("self",)).get(pk=route_id)
    if route.version != version:
        raise StaleEdit(current=route)
    return route


def _save_route(route: Route) -> None:
    try:
        with transaction.atomic():
            route.save()
    except IntegrityError as clash:
        raise RouteExists from clash
