"""What approvals ask of a person, for the home page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commons.accounts.models import Role
from commons.contracts.tasks import Task, Waiting
from commons.lifecycle.approvals import deciders, kinds
from commons.lifecycle.approvals.deciders import Deciders
from commons.lifecycle.models import ApprovalRequest
from commons.lifecycle.states import Deed, RequestState
from commons.tenancy.scopes import Scope
from commons.values import clock


def of(scope: Scope) -> list[Task]:
    """List what waits for the person's decision and, for a clerk, what came back to the body."""
    found = [_to_decide(request) for request in deciders.waiting_for(scope)]
    if scope.kind == "member" and scope.has_role(Role.CLERK):
        returned = ApprovalRequest.objects.filter(state=RequestState.RETURNED).before_deadline(clock.now())
        found += [_to_correct(request) for request in returned.prefetch_related("trail__actor")]
    return found


def waiting_for_others(scope: Scope) -> list[Waiting]:
    """List what the body asked for and others decide."""
    if scope.kind != "member" or scope.organisation_id is None or not scope.has_role(Role.CLERK, Role.APPROVER):
        return []
    who = Deciders(scope.organisation_id, day=clock.today())
    waiting = [(request, who.of(request)) for request in deciders.awaiting(scope)]
    return [
        Waiting(
            title=title_of(request),
            url=request.get_absolute_url(),
            state=request.get_state_display(),
            whom=whom(who, may),
            since=request.requested_at,
        )
        for request, may in waiting
        if scope.user_id not in may
    ]


def title_of(request: ApprovalRequest) -> str:
    """Return what a request is about; its number when its house is absent."""
    try:
        return str(kinds.named(request.kind).title(request))
    except LookupError:
        return request.number


def whom(deciders_: Deciders, may: dict[int, int | None]) -> str:
    """Name whoever decides next: one person, or how many."""
    people = [deciders_.approvers[who] for who in may if who in deciders_.approvers]
    if len(people) == 1:
        return f"{people[0].user.name} {people[0].title}".strip()
    if not people:
        return str(_("Nobody can decide this here"))
    return ngettext("%(count)d approver", "%(count)d approvers", len(people)) % {"count": len(people)}


def _to_decide(request: ApprovalRequest) -> Task:
    return Task(
        title=title_of(request),
        url=request.get_absolute_url(),
        kind=kinds.label_of(request.kind),
        state=request.get_state_display(),
        look="doing",
        due_at=request.deadline_at,
        what=request.requested_by.name,
    )


def _to_correct(request: ApprovalRequest) -> Task:
    back = next((entry for entry in request.trail.all() if entry.deed == Deed.SENT_BACK), None)
    return Task(
        title=title_of(request),
        url=request.get_absolute_url(),
        kind=kinds.label_of(request.kind),
        state=request.get_state_display(),
        look="back",
        due_at=request.deadline_at,
        what=f"{back.actor.name if back.actor else ''}: {back.reason}" if back else "",
    )
