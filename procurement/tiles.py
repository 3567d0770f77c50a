"""What this house shows outside: at its door, among the newest, behind a reference, and in a person's day."""

import datetime as dt

from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import Role
from commons.contracts.deadlines import Entry
from commons.contracts.domains import Fact, Newcomer
from commons.contracts.refs import Resolved
from commons.contracts.tasks import Task, Text
from commons.lifecycle.models import ApprovalRequest
from commons.tenancy import scopes
from commons.tenancy.scopes import Scope
from commons.values import clock
from commons.values.ref import Ref

from . import queries
from .models import (
    AGREEMENT_KIND,
    AgreementSignature,
    CatalogueItem,
    Commitment,
    Deadline,
    DemandResponse,
    JointProcurement,
    Participation,
)
from .rules import ANSWERING_ROLES, RUNNING_ROLES
from .states import LIVE, OPEN_TO_JOIN, Stance, State

LEADS_ON: dict[State, Text] = {  # what a hub officer does when a step has closed
    State.SURVEY: _("Go on to the expression of interest"),
    State.INTENT: _("Go on to the specification review"),
    State.SPEC_REVIEW: _("Freeze the specification and open the agreement"),
    State.AGREEMENT: _("Go on to committing quantities"),
    State.COMMITTING: _("Name a later deadline"),
}
BINDS: dict[State, tuple[str, Text]] = {  # the page on which a clerk enters it
    State.AGREEMENT: ("sign", _("Request the signature")),
    State.COMMITTING: ("commit", _("Commit quantities")),
}


def facts() -> list[Fact]:
    """Return the figures at the door, each one query."""
    joinable = JointProcurement.objects.filter(state__in=OPEN_TO_JOIN, closes_at__gt=clock.now())
    return [
        Fact(_("Catalogue"), CatalogueItem.objects.count(), _("items")),
        Fact(_("Open to take part"), joinable.count(), _("procurements")),
    ]


def newest(limit: int) -> list[Newcomer]:
    """Return the items whose current version was published last. One query."""
    return [
        Newcomer(title=item.name, url=_url(item), kind=item.category.display_name, at=item.published_at)
        for item in queries.newest(limit)
        if item.published_at is not None
    ]


def resolve_item(public_id: str) -> Resolved | None:
    """Follow a reference to an item; everybody may."""
    item = CatalogueItem.objects.filter(slug=public_id).first()
    return Resolved(item.name, _url(item)) if item else None


def resolve_procurement(public_id: str) -> Resolved | None:
    """Follow a reference to a procurement; drafts are the hub's alone."""
    found = JointProcurement.objects.visible_to(scopes.current()).filter(number=public_id).first()
    return Resolved(found.title, reverse("procurement:procurement", args=[found.number])) if found else None


def _url(item: CatalogueItem) -> str:
    return reverse("procurement:item", args=[item.slug])


def tasks_of(scope: Scope) -> list[Task]:
    """List what a clerk has to enter, and what a hub officer has to lead on. Eight queries at most."""
    if scope.kind != "member":
        return []
    if scope.has_role(*RUNNING_ROLES):
        return _to_lead_on()
    if not scope.has_role(*ANSWERING_ROLES) or scope.has_role(Role.HUB_OFFICER):
        return []
    return [*_to_enter(scope), *_to_bind(scope)]


def agenda(scope: Scope, start: dt.datetime, end: dt.datetime) -> list[Entry]:
    """List the deadlines of the running steps: they concern every body and the hub. One query."""
    if scope.kind != "member":
        return []
    due = (
        Deadline.objects.filter(due_at__gte=start, due_at__lt=end, procurement__state__in=LIVE)
        .filter(procurement__state=F("state"))
        .select_related("procurement")
        .annotate(moved=Count("moves"))
    )
    return [
        Entry(
            about=deadline.procurement.ref,
            what=deadline.state,
            title=_("%(title)s: %(step)s closes")
            % {"title": deadline.procurement.title, "step": deadline.get_state_display()},
            url=_page(deadline.procurement),
            at=deadline.due_at,
            moved=deadline.moved,
        )
        for deadline in due
    ]


def _to_lead_on() -> list[Task]:
    closed = JointProcurement.objects.filter(state__in=LEADS_ON, closes_at__lte=clock.now())
    return [
        _task(made, reverse("procurement:cockpit", args=[made.number]), LEADS_ON[State(made.state)]) for made in closed
    ]


def _to_enter(scope: Scope) -> list[Task]:
    running = list(JointProcurement.objects.filter(state__in=OPEN_TO_JOIN, closes_at__gt=clock.now()))
    numbers = {made.pk for made in running}
    own = DemandResponse.objects.filter(procurement__in=numbers, organisation_id=scope.organisation_id)
    stances = dict(own.values_list("procurement_id", "stance"))
    entered = set(
        Participation.objects.own(scope).filter(procurement__in=numbers).values_list("procurement_id", flat=True)
    )
    asked = set(ApprovalRequest.objects.open().values_list("subject", flat=True))
    found = []
    for made in running:
        if made.state == State.SURVEY and made.pk not in stances:
            url = reverse("procurement:survey", args=[made.number])
            found.append(_task(made, url, _("Answer the survey"), due_at=made.closes_at))
        wants = stances.get(made.pk) in (Stance.JOIN, Stance.CONSIDERING)
        if made.state == State.INTENT and wants and made.pk not in entered and str(made.ref) not in asked:
            url = reverse("procurement:join", args=[made.number])
            found.append(_task(made, url, _("Request participation"), due_at=made.closes_at))
    return found


def _to_bind(scope: Scope) -> list[Task]:
    """List what a body that takes part has still to sign or to commit. Four queries at most."""
    own = (
        Participation.objects.own(scope)
        .standing()
        .filter(procurement__state__in=BINDS, procurement__closes_at__gt=clock.now())
    )
    running = [participation.procurement for participation in own.select_related("procurement")]
    if not running:
        return []
    signed = AgreementSignature.objects.filter(organisation_id=scope.organisation_id)
    committed = Commitment.objects.filter(organisation_id=scope.organisation_id)
    done = {
        State.AGREEMENT: set(signed.values_list("agreement__procurement_id", flat=True)),
        State.COMMITTING: set(committed.values_list("procurement_id", flat=True)),
    }
    asked = set(ApprovalRequest.objects.open().values_list("subject", flat=True))
    found = []
    for made in running:
        state = State(made.state)
        subject = Ref(AGREEMENT_KIND, made.number) if state == State.AGREEMENT else made.ref
        if made.pk not in done[state] and str(subject) not in asked:
            name, what = BINDS[state]
            url = reverse(f"procurement:{name}", args=[made.number])
            found.append(_task(made, url, what, due_at=made.closes_at))
    return found


def _task(made: JointProcurement, url: str, what: Text, *, due_at: dt.datetime | None = None) -> Task:
    return Task(
        title=made.title,
        url=url,
        kind=_("Joint procurement"),
        state=_("Not started"),
        look="open",
        due_at=due_at,
        what=what,
    )


def _page(made: JointProcurement) -> str:
    return reverse("procurement:procurement", args=[made.number])
