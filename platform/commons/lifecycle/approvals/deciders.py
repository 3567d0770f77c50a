"""Who may decide a request now: one rule, for the page, the list and the deed."""

import datetime as dt
from collections import defaultdict

from commons.accounts.models import Membership, Role
from commons.lifecycle.models import ApprovalRequest, Deputy, Step
from commons.lifecycle.states import Deed
from commons.tenancy import scopes
from commons.tenancy.scopes import Scope
from commons.values import clock

SUBMISSIONS = (Deed.REQUESTED, Deed.RESUBMITTED)


class Deciders:
    """A body's approvers and deputies on a day, read once: two queries, however many requests are asked about."""

    def __init__(self, organisation_id: int, *, day: dt.date) -> None:
        held = Membership.objects.valid_on(day).filter(
            organisation_id=organisation_id, role=Role.APPROVER, user__is_active=True
        )
        self.approvers = {membership.user_id: membership for membership in held.select_related("user")}
        self._deputies: dict[int, list[int]] = defaultdict(list)
        for row in Deputy.objects.filter(organisation_id=organisation_id).on(day).order_by("pk"):
            if row.deputy_id in self.approvers:
                self._deputies[row.approver_id].append(row.deputy_id)

    def of(self, request: ApprovalRequest) -> dict[int, int | None]:
        """Return who may decide the present step: person's id → id of whom they stand in for, or ``None``.

        Whoever submitted it, in any round, never may. A step whose approver has left, or asked for this themselves with
        no deputy, falls to any other approver of the body, so that nothing hangs on one person.
        """
        submitters = {entry.actor_id for entry in request.trail.all() if entry.deed in SUBMISSIONS}
        step = next((step for step in request.steps.all() if step.position == request.position), None)
        named = self._of_step(step)
        chosen = {who: whom for who, whom in named.items() if who not in submitters}
        return chosen or {who: None for who in self.approvers if who not in submitters}

    def _of_step(self, step: Step | None) -> dict[int, int | None]:
        if step is None or step.approver_id is None:
            return dict.fromkeys(self.approvers)
        deputies: dict[int, int | None] = dict.fromkeys(self._deputies[step.approver_id], step.approver_id)
        return deputies | ({step.approver_id: None} if step.approver_id in self.approvers else {})


def waiting_for(scope: Scope) -> list[ApprovalRequest]:
    """List the requests that the person at work may decide now, the nearest deadline first: five queries at most."""
    if scope.kind != "member" or scope.organisation_id is None or not scope.has_role(Role.APPROVER):
        return []
    deciders = Deciders(scope.organisation_id, day=clock.today())
    return [request for request in awaiting(scope) if scope.user_id in deciders.of(request)]


def awaiting(scope: Scope) -> list[ApprovalRequest]:
    """List the body's requests that wait for anybody, with steps and trail."""
    if scope.kind != "member":
        return []
    waiting = ApprovalRequest.objects.requested().before_deadline(clock.now())
    rows = waiting.select_related("requested_by").prefetch_related("steps", "trail")
    return sorted(rows, key=lambda row: (row.deadline_at is None, row.deadline_at or row.requested_at, row.pk))


def nobody_can_decide(request: ApprovalRequest) -> bool:
    """Tell whether the body has no approver beside those who asked: then a decision on paper is entered."""
    scopes.current()
    return not Deciders(request.organisation_id, day=clock.today()).of(request)
