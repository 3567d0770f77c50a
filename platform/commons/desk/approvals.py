"""What the pages of approvals show."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from commons.accounts.models import Role
from commons.lifecycle import approvals
from commons.lifecycle.approvals import Check, Deciders, Row
from commons.lifecycle.models import ApprovalRequest, Deputy, TrailEntry
from commons.lifecycle.states import OPEN, Deed, RequestState
from commons.tenancy.scopes import Scope
from commons.values import clock

ROLES = (Role.CLERK, Role.APPROVER, Role.ADMINISTRATOR)
LOOKS = {
    RequestState.REQUESTED: "doing",
    RequestState.RETURNED: "back",
    RequestState.GRANTED: "done",
    RequestState.REFUSED: "stop",
    RequestState.LAPSED: "closed",
    RequestState.WITHDRAWN: "closed",
}
RECENT = 20


@dataclass(frozen=True)
class Change:
    """One line that differs from what was asked for the time before."""

    label: Any
    before: Any
    now: Any


@dataclass(frozen=True)
class Shown:
    """A request in words, for whoever looks. A request whose house is absent shows its number and its trail."""

    request: ApprovalRequest
    title: str
    kind: str
    look: str
    state: str
    has_lapsed: bool
    rows: Sequence[Row] = ()
    checks: Sequence[Any] = ()
    changes: Sequence[Change] = ()
    consequence: str = ""
    refused_means: str = ""
    url: str = ""
    edit_url: str = ""


def brief(request: ApprovalRequest) -> Shown:
    """Return what a list says of a request."""
    lapsed = request.has_lapsed(clock.now())
    state = RequestState.LAPSED if lapsed else RequestState(request.state)
    kind = _kind(request)
    return Shown(
        request=request,
        title=str(kind.title(request)) if kind else request.number,
        kind=str(kind.label) if kind else "",
        look=LOOKS[state],
        state=str(state.label),
        has_lapsed=lapsed,
    )


def in_full(request: ApprovalRequest, scope: Scope) -> Shown:
    """Return everything that its page says of a request."""
    short, kind = brief(request), _kind(request)
    if kind is None:
        return short
    correctable = request.state == RequestState.RETURNED and not short.has_lapsed and scope.has_role(Role.CLERK)
    return replace(
        short,
        rows=kind.rows_of(request.payload),
        checks=[_check(check) for check in kind.checks(request)],
        changes=changes(request),
        consequence=str(kind.consequence(request)),
        refused_means=str(kind.refused_means(request)),
        url=kind.url(request),
        edit_url=kind.edit_url(request) if correctable else "",
    )


def changes(request: ApprovalRequest) -> list[Change]:
    """List the lines that differ from the submission before; nothing in the first round."""
    kind = _kind(request)
    submitted = [entry for entry in request.trail.all() if entry.payload is not None]  # the newest first
    if kind is None or len(submitted) < 2:
        return []
    before = {str(row.label): row.value for row in kind.rows_of(submitted[1].payload or {})}
    now = {str(row.label): row.value for row in kind.rows_of(request.payload)}
    labels = [*now, *(label for label in before if label not in now)]
    pairs = [(label, str(before.get(label, "")), str(now.get(label, ""))) for label in labels]
    return [Change(label, old, new) for label, old, new in pairs if old != new]


def one_of(public_id: str) -> ApprovalRequest | None:
    """Return the own body's request, with steps, trail and people; another body's does not exist."""
    trail = Prefetch("trail", TrailEntry.objects.select_related("actor", "in_place_of", "scan"))
    rows = ApprovalRequest.objects.select_related("requested_by", "organisation").prefetch_related("steps", trail)
    found: ApprovalRequest | None = rows.filter(public_id=public_id).first()
    return found


def lists(scope: Scope) -> dict[str, list[Shown]]:
    """Return the requests that wait for the person, those of the body that are open, and those decided lately."""
    mine = approvals.waiting_for(scope)
    rows = ApprovalRequest.objects.select_related("requested_by")
    others = [request for request in rows.filter(state__in=OPEN) if request not in mine]
    decided = rows.exclude(state__in=OPEN).order_by("-state_since", "-pk")[:RECENT]
    return {
        "mine": [brief(request) for request in mine],
        "open_requests": [brief(request) for request in others],
        "decided": [brief(request) for request in decided],
    }


@dataclass(frozen=True)
class Standing:
    """What the person at work may do with a request now, and who else may."""

    may_decide: bool
    in_place_of: str
    may_withdraw: bool
    may_enter_paper: bool
    nobody_can: bool
    deciders: list[str]


def standing(request: ApprovalRequest, scope: Scope) -> Standing:
    """Work out what the page offers: three queries."""
    who = Deciders(request.organisation_id, day=clock.today())
    may = who.of(request) if request.state == RequestState.REQUESTED and not request.has_lapsed(clock.now()) else {}
    waits = request.state == RequestState.REQUESTED and not request.has_lapsed(clock.now())
    principal = may.get(scope.user_id or 0)
    return Standing(
        may_decide=scope.user_id in may,
        in_place_of=who.approvers[principal].user.name if principal in who.approvers else "",
        may_withdraw=request.is_open and not request.has_lapsed(clock.now()) and scope.has_role(Role.CLERK),
        may_enter_paper=waits and not may and scope.has_role(Role.ADMINISTRATOR),
        nobody_can=waits and not may,
        deciders=[f"{who.approvers[pk].user.name} {who.approvers[pk].title}".strip() for pk in may],
    )


def deputy_of(user_id: int | None, *, day: dt.date) -> Deputy | None:
    """Return who stands in for a person now or next."""
    rows = Deputy.objects.filter(approver_id=user_id).not_over(day).select_related("deputy")
    found: Deputy | None = rows.first()
    return found


def sentence(entry: TrailEntry) -> str:
    """Say who did what, and in whose place."""
    words = {"who": entry.actor.name if entry.actor else "", "what": entry.get_deed_display()}
    if entry.actor is None:
        return str(Deed(entry.deed).label)
    if entry.in_place_of:
        words["whom"] = entry.in_place_of.name
        return _("%(who)s, in place of %(whom)s, %(what)s") % words
    return _("%(who)s %(what)s") % words


def _kind(request: ApprovalRequest) -> approvals.ApprovalKind | None:
    try:
        return approvals.named(request.kind)
    except LookupError:
        return None


def _check(check: Check) -> dict[str, Any]:
    return {"kind": "ok" if check.ok else "look", "text": check.title, "why": check.why}
