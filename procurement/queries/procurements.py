"""Reads of joint procurements: what everybody sees, and what the body at work sees of its own."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from commons.lifecycle.models import ApprovalRequest
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.tenancy.scopes import Scope
from procurement.calculations.cuts import LEAST_COUNTED
from procurement.calculations.tiers import Ahead, Step, next_tier, tier_at
from procurement.models import (
    CutFigure,
    DemandLine,
    DemandResponse,
    JointProcurement,
    LineItem,
    MunicipalityBudget,
    Participation,
    ParticipationFigure,
    ParticipationTerms,
    PublishedCut,
    SpecVersion,
)
from procurement.rules import may_see_participants, may_see_sums
from procurement.states import LIVE, State


def procurements(scope: Scope) -> QuerySet[JointProcurement]:
    """Return the rows of the list: everything but other people's drafts."""
    return JointProcurement.objects.visible_to(scope).in_full()


def find_procurement(number: str, scope: Scope) -> JointProcurement | None:
    """Return a procurement by its number, if ``scope`` may know of it."""
    return procurements(scope).filter(number=number).first()


@dataclass(frozen=True)
class Shown:
    """What others may know of a line's sum: the number of bodies from 3, the total from 4, as of a moment."""

    taken_at: dt.datetime
    bodies: int | None
    total: int | None


@dataclass(frozen=True)
class Own:
    """What the body at work itself has in a line; ``pending`` waits for its approver."""

    in_cut: int = 0
    approved: int = 0
    pending: int | None = None

    @property
    def now(self) -> int:
        """Return the figure that counts for the body's own outlook."""
        return self.approved if self.pending is None else self.pending


@dataclass(frozen=True)
class LineView:
    """A line with its tiers, its published sum, and one's own figure told apart."""

    line: LineItem
    tiers: Sequence[Step]
    cut: Shown | None = None
    own: Own = field(default_factory=Own)

    @property
    def others_bodies(self) -> int | None:
        """Return how many other bodies are in the sum."""
        if self.cut is None or self.cut.bodies is None:
            return None
        return self.cut.bodies - bool(self.own.in_cut)

    @property
    def others_total(self) -> int | None:
        """Return the sum of the other bodies."""
        return None if self.cut is None or self.cut.total is None else self.cut.total - self.own.in_cut

    @property
    def together(self) -> int | None:
        """Return the others' published sum and one's own figure, approved or waiting."""
        return None if self.others_total is None else self.others_total + self.own.now

    @property
    def tier(self) -> Step | None:
        """Return the tier that holds at ``together``."""
        return tier_at(self.tiers, self.together) if self.together else None

    @property
    def ahead(self) -> Ahead | None:
        """Return the next tier from ``together`` on."""
        return next_tier(self.tiers, self.together) if self.together else None


@dataclass(frozen=True)
class OwnAnswer:
    """A body's answer with its quantities by line."""

    response: DemandResponse
    quantities: dict[int, int]


def lines_of(procurement: JointProcurement) -> list[LineItem]:
    """Return the lines with all tiers. Three queries."""
    return list(
        procurement.lines.select_related("item", "item_version").prefetch_related(
            "item_version__tiers", "reference_tiers"
        )
    )


def line_views(procurement: JointProcurement, *, own: bool) -> list[LineView]:
    """Return the lines as the scope at work sees them; with ``own`` the body's figures are told apart."""
    lines = lines_of(procurement)
    cuts = latest_cuts(line.pk for line in lines) if may_see_sums(procurement) else {}
    mine = _own_figures(procurement, cuts) if own else {}
    return [LineView(line, line.tiers, _shown(cuts.get(line.pk)), mine.get(line.pk, Own())) for line in lines]


def latest_cuts(line_ids: Iterable[int]) -> dict[int, PublishedCut]:
    """Return the last published cut of each line. One query."""
    found: dict[int, PublishedCut] = {}
    for cut in PublishedCut.objects.filter(line_id__in=list(line_ids)).order_by("taken_at"):
        found[cut.line_id] = cut
    return found


def own_answer(procurement: JointProcurement) -> OwnAnswer | None:
    """Return the answer of the body at work, never another's: a hub officer reads all, so the owner is named."""
    owner = scopes.current().organisation_id
    response = (
        DemandResponse.objects.filter(procurement=procurement, organisation_id=owner)
        .select_related("answered_by")
        .first()
    )
    if response is None:
        return None
    rows = DemandLine.objects.filter(response=response)
    return OwnAnswer(response, {row.line_id: row.quantity for row in rows})


def own_request(procurement: JointProcurement) -> ApprovalRequest | None:
    """Return the open request for participation of the body at work."""
    found: ApprovalRequest | None = (
        ApprovalRequest.objects.open().about(procurement.ref).select_related("requested_by").first()
    )
    return found


def own_budgets(procurement: JointProcurement) -> dict[int, MunicipalityBudget]:
    """Return the private figures of the body at work, by line. The manager hands out no other body's."""
    return {row.line_id: row for row in MunicipalityBudget.objects.filter(line__procurement=procurement)}


def own_terms(participation: Participation) -> ParticipationTerms | None:
    """Return what the body at work said with its participation."""
    found: ParticipationTerms | None = ParticipationTerms.objects.filter(
        participation=participation, organisation_id=scopes.current().organisation_id
    ).first()
    return found


def participants(procurement: JointProcurement, scope: Scope) -> list[Organisation] | None:
    """Return the bodies that take part, or ``None`` where ``scope`` may not know."""
    if not may_see_participants(scope, procurement):
        return None
    rows = Participation.objects.standing().filter(procurement=procurement).select_related("organisation")
    return sorted((row.organisation for row in rows), key=lambda body: body.code or "")


def latest_spec(procurement: JointProcurement) -> SpecVersion | None:
    """Return the present version of the specification."""
    return procurement.specs.first()


def answered_count(procurement: JointProcurement) -> int | None:
    """Return how many bodies answered the survey, if that may be said: from 3."""
    return procurement.answered_bodies if procurement.answered_bodies >= LEAST_COUNTED else None


@dataclass(frozen=True)
class Newest:
    """The newest live procurement of an item of the catalogue, and the published sum of its line."""

    procurement: JointProcurement
    view: LineView

    @property
    def in_survey(self) -> bool:
        """Tell whether only the number of answers may be said."""
        return self.procurement.state == State.SURVEY

    @property
    def answered(self) -> int | None:
        """Return the number of answers, if it may be said."""
        return answered_count(self.procurement)


def newest_live(item_ids: Iterable[int]) -> dict[int, Newest]:
    """Return the newest live procurement of each item. Four queries, however many items."""
    rows = (
        LineItem.objects.filter(item_id__in=list(item_ids), procurement__state__in=LIVE)
        .select_related("procurement", "item_version")
        .prefetch_related("item_version__tiers", "reference_tiers")
        .order_by("procurement__created_at", "procurement_id", "-position")
    )
    found = {line.item_id: line for line in rows if line.item_id is not None}
    cuts = latest_cuts(line.pk for line in found.values() if may_see_sums(line.procurement))
    return {
        item_id: Newest(line.procurement, LineView(line, line.tiers, _shown(cuts.get(line.pk))))
        for item_id, line in found.items()
    }


def _shown(cut: PublishedCut | None) -> Shown | None:
    return Shown(cut.taken_at, cut.bodies, cut.total) if cut else None


def _own_figures(procurement: JointProcurement, cuts: dict[int, PublishedCut]) -> dict[int, Own]:
    owner = scopes.current().organisation_id
    approved: dict[int, int] = {}
    for row in ParticipationFigure.objects.filter(procurement=procurement, organisation_id=owner):
        approved[row.line_id] = row.quantity
    shares = CutFigure.objects.filter(cut__in=[cut.pk for cut in cuts.values()], organisation_id=owner)
    in_cut = {share.cut_id: share.quantity for share in shares}
    request = own_request(procurement)
    pending = {row["line"]: row["quantity"] for row in request.payload["lines"]} if request else {}
    return {
        line_id: Own(
            in_cut=in_cut.get(cuts[line_id].pk, 0) if line_id in cuts else 0,
            approved=approved.get(line_id, 0),
            pending=pending.get(line_id, 0) if request else None,
        )
        for line_id in {*approved, *pending, *(line_id for line_id, cut in cuts.items() if cut.pk in in_cut)}
    }


def own_participation(procurement: JointProcurement, *, standing: bool = False) -> Participation | None:
    """Return the participation of the body at work, if any."""
    rows = Participation.objects.own(scopes.current()).filter(procurement=procurement)
    found: Participation | None = (rows.standing() if standing else rows).first()
    return found


@dataclass(frozen=True)
class Without:
    """What a line's published sum would be without one's own figure, and the price then."""

    line: LineItem
    own: int
    before: Step | None
    after: Step | None

    @property
    def gets_dearer(self) -> bool:
        """Tell whether the others would fall back into a dearer tier."""
        return self.before is not None and (self.after is None or self.after.unit_price > self.before.unit_price)


def without_own(views: Iterable[LineView]) -> list[Without]:
    """Return what a withdrawal changes, on the last published sums."""
    return [
        Without(
            view.line,
            view.own.approved,
            view.tier,
            tier_at(view.tiers, view.others_total) if view.others_total else None,
        )
        for view in views
        if view.own.approved
    ]
