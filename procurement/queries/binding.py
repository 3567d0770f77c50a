"""Reads from 仕様協議 to 数量確定: questions, signatures, commitments, and what followed."""

from collections.abc import Iterable
from dataclasses import dataclass

from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values.tax import tax_of
from procurement.calculations.savings import Difference, difference, percent_saved
from procurement.calculations.simulating import Simulation, simulate
from procurement.models import (
    Agreement,
    AgreementSignature,
    BoundQuantity,
    Commitment,
    CommitmentLimit,
    JointProcurement,
    LineItem,
    LineResult,
    MunicipalityBudget,
    Participation,
    SpecQuestion,
)

from .procurements import LineView, own_budgets


def questions(procurement: JointProcurement) -> list[SpecQuestion]:
    """Return every question, the unanswered ones too."""
    return list(procurement.questions.all())


def agreement_of(procurement: JointProcurement) -> Agreement | None:
    """Return the agreement with its specification, once it is frozen."""
    return Agreement.objects.filter(procurement=procurement).select_related("spec", "procurement").first()


def own_signature(procurement: JointProcurement) -> AgreementSignature | None:
    """Return the signature of the body at work, if any."""
    found: AgreementSignature | None = (
        AgreementSignature.objects.filter(
            agreement__procurement=procurement, organisation_id=scopes.current().organisation_id
        )
        .select_related("signed_by")
        .first()
    )
    return found


def signed_and_missing(procurement: JointProcurement) -> tuple[list[Organisation], list[Organisation]]:
    """Return the bodies that signed, and those that take part and have not: for the hub."""
    signed = {row.organisation_id for row in AgreementSignature.objects.filter(agreement__procurement=procurement)}
    rows = Participation.objects.standing().filter(procurement=procurement).select_related("organisation")
    bodies = sorted((row.organisation for row in rows), key=lambda body: body.code or "")
    return [body for body in bodies if body.pk in signed], [body for body in bodies if body.pk not in signed]


@dataclass(frozen=True)
class OwnCommitment:
    """What the body at work is bound to in a line, with the condition that it alone reads."""

    commitment: Commitment
    maximum: int | None


def own_commitments(procurement: JointProcurement) -> dict[int, OwnCommitment]:
    """Return the highest revision of the body at work, by line. Two queries."""
    owner = scopes.current().organisation_id
    rows: dict[int, Commitment] = {}
    for row in Commitment.objects.filter(procurement=procurement, organisation_id=owner).order_by("revision"):
        rows[row.line_id] = row
    limits = CommitmentLimit.objects.filter(commitment__in=[row.pk for row in rows.values()], organisation_id=owner)
    maximum = {limit.commitment_id: limit.maximum_unit_price for limit in limits}
    return {line_id: OwnCommitment(row, maximum.get(row.pk)) for line_id, row in rows.items()}


@dataclass(frozen=True)
class Outlook:
    """What a quantity of one's own would cost in a line, on the last published sum of the others."""

    view: LineView
    simulation: Simulation
    known: bool  # whether a sum of the others may be shown at all

    @property
    def unit(self) -> str:
        """Return the counter of the line: 「台」."""
        return self.view.line.unit.partition("・")[0]


def outlooks(views: Iterable[LineView], wanted: dict[int, tuple[int, int | None]]) -> list[Outlook]:
    """Return the outlook of every line with a quantity. Others' conditions are not even read."""
    return [
        Outlook(
            view,
            simulate(
                view.tiers,
                others=view.others_total or 0,
                quantity=quantity,
                tax_percent=view.line.tax_percent,
                maximum=maximum,
            ),
            view.others_total is not None,
        )
        for view in views
        if (quantity := wanted.get(view.line.pk, (0, None))[0])
        for maximum in [wanted[view.line.pk][1]]
    ]


@dataclass(frozen=True)
class LineOutcome:
    """What followed for a line; ``bound`` and ``baseline`` are the body's own."""

    line: LineItem
    result: LineResult
    bound: BoundQuantity | None
    baseline: int | None

    @property
    def quantity(self) -> int:
        """Return how much the body is bound to."""
        return self.bound.quantity if self.bound else 0

    @property
    def net(self) -> int:
        """Return what it costs without tax."""
        return self.quantity * self.result.unit_price

    @property
    def gross(self) -> int:
        """Return what it costs with tax, as if it stood alone on its paper."""
        return self.net + tax_of(self.net, self.line.tax_percent)

    @property
    def unit(self) -> str:
        """Return the counter of the line: 「台」."""
        return self.line.unit.partition("・")[0]

    @property
    def fell_out(self) -> bool:
        """Tell whether the price lies above the body's maximum."""
        return self.bound is not None and not self.bound.quantity

    @property
    def saving(self) -> Difference | None:
        """Return what the quantity costs less, or more, than at the price paid today."""
        if not self.baseline or not self.quantity:
            return None
        return difference(baseline=self.baseline, unit_price=self.result.unit_price, quantity=self.quantity)

    @property
    def percent(self) -> str:
        """Return how many percent the unit price lies from the one paid today, without a sign."""
        return str(abs(percent_saved(self.baseline, self.result.unit_price))) if self.baseline else ""


def outcomes(procurement: JointProcurement, lines: Iterable[LineItem], *, own: bool) -> list[LineOutcome]:
    """Return what followed, line by line; with ``own`` the body's part. Constant queries."""
    results = {row.line_id: row for row in LineResult.objects.filter(line__procurement=procurement)}
    mine: dict[int, BoundQuantity] = {}
    baselines: dict[int, int | None] = {}
    if own:
        owner = scopes.current().organisation_id
        bound = BoundQuantity.objects.filter(result__in=list(results.values()), organisation_id=owner)
        mine = {row.result_id: row for row in bound.select_related("commitment")}
        baselines = _baselines(procurement, lines)
    return [
        LineOutcome(line, result, mine.get(result.pk), baselines.get(line.pk))
        for line in lines
        if (result := results.get(line.pk)) is not None
    ]


def _baselines(procurement: JointProcurement, lines: Iterable[LineItem]) -> dict[int, int | None]:
    """Return the price paid today: recorded for the line, else for the item of the catalogue."""
    of_lines = own_budgets(procurement)
    items = [line.item_id for line in lines if line.item_id is not None]
    of_items = {row.item_id: row.baseline_unit_price for row in MunicipalityBudget.objects.filter(item_id__in=items)}
    found: dict[int, int | None] = {}
    for line in lines:
        budget = of_lines.get(line.pk)
        found[line.pk] = (budget.baseline_unit_price if budget else None) or of_items.get(line.item_id)
    return found
