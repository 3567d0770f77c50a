"""What is planted of approvals: a request with its talk, a route, a deputy, and an entry of a paper."""

import datetime as dt
from typing import Any

from django.db.models import Model

from commons.accounts.models import Role
from commons.lifecycle.models import ApprovalRequest, Deputy, PaperEntry, Route, RouteStep, Step, TrailEntry
from commons.lifecycle.states import Deed, RequestState
from commons.tenancy import scopes
from commons.values import clock
from procurement.models import CatalogueItem
from tests import people

from .parties import Asker, Household, Secret

Planted = tuple[list[Model], list[Secret]]


def _secret(text: str, what: str, household: Household, *, shown: bool = True) -> Secret:
    return Secret(text, what, lambda asker: asker.body == household.slug, shown)


def _as_keeper(household: Household) -> Any:
    return people.member_scope(household.slug, Role.CLERK, user=household.keeper)


def requests(household: Household, item: CatalogueItem, number: int) -> Planted:
    """Plant a request that came back, with its steps and its trail."""
    note, reason, figure = (
        f"控えの申請{number}ノ三三一",
        f"控えの差戻し{number}ノ一三三",
        40_000_000 + number * 3_141_592,
    )
    body, now = people.organisation(household.slug), clock.now()
    with _as_keeper(household):
        request = ApprovalRequest.objects.create(
            organisation=body,
            fiscal_year=2026,
            serial=1,
            kind="test.gone",
            subject=str(item.ref),
            payload={"maximum": figure},
            note=note,
            requested_by=household.keeper,
            requested_at=now,
            state=RequestState.RETURNED,
            state_since=now,
            version=2,
        )
        Step.objects.create(organisation=body, request=request, position=1)
        for deed, text in ((Deed.REQUESTED, note), (Deed.SENT_BACK, reason)):
            TrailEntry.objects.create(
                organisation=body,
                request=request,
                at=now,
                actor=household.keeper,
                deed=deed,
                reason=text,
                payload={"maximum": figure} if deed == Deed.REQUESTED else None,
                version=1,
            )
    return [request], [
        _secret(note, "note of a request for approval", household),
        _secret(reason, "reason with which a request was sent back", household),
        _secret(request.public_id, "id of a request for approval", household),
        _secret(str(figure), "figure in a request for approval", household, shown=False),
    ]


def steps(household: Household, item: CatalogueItem, number: int) -> Planted:
    """Return what came with the request."""
    with _as_keeper(household):
        return list(Step.objects.all()), []


def trail(household: Household, item: CatalogueItem, number: int) -> Planted:
    """Return what came with the request."""
    with _as_keeper(household):
        return list(TrailEntry.objects.all()), []


def routes(household: Household, item: CatalogueItem, number: int) -> Planted:
    """Plant a route of one department."""
    department = f"控えの部署{number}ノ五五二"
    with _as_keeper(household):
        body = people.organisation(household.slug)
        route = Route.objects.create(organisation=body, kind="", department=department)
        RouteStep.objects.create(organisation=body, route=route, position=1)
    return [route], [_secret(department, "department of a route", household)]


def route_steps(household: Household, item: CatalogueItem, number: int) -> Planted:
    """Return what came with the route."""
    with _as_keeper(household):
        return list(RouteStep.objects.all()), []


def deputies(household: Household, item: CatalogueItem, number: int) -> Planted:
    """Plant a deputy with a name that nobody else has."""
    name = f"控えの代決者{number}ノ二二五"
    body, day = people.organisation(household.slug), clock.today()
    approver, deputy = people.person(), people.person(name=name)
    with _as_keeper(household):
        row = Deputy.objects.create(
            organisation=body,
            approver=approver,
            deputy=deputy,
            valid_from=day,
            valid_until=day + dt.timedelta(days=7),
            named_by=approver,
        )
    return [row], [_secret(name, "name of a deputy", household)]


def paper_entries(household: Household, item: CatalogueItem, number: int) -> Planted:
    """Plant what the hub entered of a body's paper: the hub's row, and nobody else's."""
    title = f"控えの決裁者{number}ノ四四六"
    with scopes.system("test plants an entry of the hub"):
        row = PaperEntry.objects.create(
            organisation=people.organisation("hub"),
            body=people.organisation(household.slug),
            number="A-2026-0001",
            request_ref="lifecycle.approval:gone",
            decided_on=clock.today(),
            decider_title=title,
            entered_by=people.hub_officer(),
            entered_at=clock.now(),
        )
    return [row], [Secret(title, "title on a paper that the hub entered", _hub_alone)]


def _hub_alone(asker: Asker) -> bool:
    return asker.body == "hub"
