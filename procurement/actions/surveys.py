"""Answer a survey for one's own municipality, and change the answer until the deadline."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F

from commons.audit import log
from commons.events import announce
from commons.lifecycle.transitions import lock
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from commons.values.refusals import StaleEdit
from procurement.events import SurveyAnswered
from procurement.models import DemandLine, DemandResponse, JointProcurement, LineItem, MunicipalityBudget
from procurement.rules import NotAllowed, may_answer
from procurement.states import Stance, State

from .refusals import EntriesClosed, NotInThisStep, QuantityMissing, WantedInThePast, WantedOnMissing


@dataclass(frozen=True, kw_only=True)
class LineFigures:
    """What a body pays and plans for a line: yen excluding tax. Seen by itself alone."""

    baseline_unit_price: int | None = None
    unit_budget: int | None = None
    budget_line: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was entered."""
        return self == LineFigures()


def answer_survey(
    *,
    procurement: JointProcurement,
    expected_revision: int,
    stance: str,
    quantities: Mapping[int, int],
    wanted_on: dt.date | None,
    remark: str = "",
    figures: Mapping[int, LineFigures] | None = None,
) -> DemandResponse:
    """Answer for the body at work; ``quantities`` and the private ``figures`` are by the line's id.

    ``expected_revision`` is the one that the form showed, 0 for "none yet": a colleague who was faster is not
    overwritten unseen.
    """
    organisation = own_body()
    now = clock.now()
    with transaction.atomic():
        locked = lock(procurement)
        require_open(locked, State.SURVEY)
        if stance == Stance.PASS:
            quantities, wanted_on = {}, None
        else:
            quantities = checked_quantities(locked, quantities, required=stance == Stance.JOIN)
            check_wanted_on(wanted_on, required=stance == Stance.JOIN)
        answer = _locked_answer(locked) or DemandResponse(
            organisation=organisation, procurement=locked, revision=0, first_answered_at=now
        )
        if answer.revision != expected_revision:
            raise StaleEdit(current=answer if answer.pk else None)
        answer.stance, answer.wanted_on, answer.remark = stance, wanted_on, remark
        answer.revision += 1
        answer.answered_at, answer.answered_by_id = now, scopes.current().user_id
        _save(answer)
        DemandLine.objects.filter(response=answer).delete()
        for line_id, quantity in quantities.items():
            DemandLine.objects.create(organisation=organisation, response=answer, line_id=line_id, quantity=quantity)
        record_figures(organisation, figures or {})
        if answer.revision == 1:
            JointProcurement.objects.filter(pk=locked.pk).update(answered_bodies=F("answered_bodies") + 1)
        log.record("answered_survey", locked.ref, changed=["stance", "quantities", "wanted_on", "remark"])
        announce(SurveyAnswered(subject=locked.ref, organisation_id=organisation.pk, revision=answer.revision))
    return answer


def own_body() -> Organisation:
    """Return the municipality at work; raise ``NotAllowed`` unless its clerk works."""
    scope = scopes.current()
    organisation = Organisation.objects.filter(pk=scope.organisation_id or 0).first()
    if organisation is None or not may_answer(scope, organisation):
        raise NotAllowed
    return organisation


def require_open(procurement: JointProcurement, state: str) -> None:
    """Raise the refusal that says why nothing can be entered in ``state`` now."""
    if procurement.state != state:
        raise NotInThisStep
    if not procurement.takes_entries(clock.now()):
        raise EntriesClosed


def checked_quantities(
    procurement: JointProcurement, quantities: Mapping[int, int], *, required: bool = True
) -> dict[int, int]:
    """Return the positive quantities of the procurement's own lines; raise ``QuantityMissing`` if one is needed."""
    lines = set(LineItem.objects.filter(procurement=procurement).values_list("pk", flat=True))
    kept = {line_id: quantity for line_id, quantity in quantities.items() if quantity > 0}
    if not kept.keys() <= lines:
        raise NotInThisStep
    if required and not kept:
        raise QuantityMissing
    return kept


def check_wanted_on(wanted_on: dt.date | None, *, required: bool = True) -> None:
    """Raise unless a day is wanted that has not passed; one who only considers it need not know the day."""
    if wanted_on is None and required:
        raise WantedOnMissing
    if wanted_on is not None and wanted_on < clock.today():
        raise WantedInThePast


def record_figures(organisation: Organisation, figures: Mapping[int, LineFigures]) -> None:
    """Keep the body's private figures of lines; an emptied row goes."""
    for line_id, wanted in figures.items():
        own = MunicipalityBudget.objects.filter(line_id=line_id)
        if wanted.is_empty:
            own.delete()
            continue
        row = own.select_for_update().first() or MunicipalityBudget(
            organisation=organisation, line_id=line_id, revision=0
        )
        row.baseline_unit_price, row.unit_budget = wanted.baseline_unit_price, wanted.unit_budget
        row.budget_line = wanted.budget_line
        row.revision += 1
        row.updated_at, row.updated_by_id = clock.now(), scopes.current().user_id
        row.save()


def _locked_answer(procurement: JointProcurement) -> DemandResponse | None:
    found: DemandResponse | None = (
        DemandResponse.objects.select_for_update()
        .filter(procurement=procurement, organisation_id=scopes.current().organisation_id)
        .first()
    )
    return found


def _save(answer: DemandResponse) -> None:
    """Save; two colleagues who both answer first meet at the unique constraint, and the second is told."""
    try:
        with transaction.atomic():
            answer.save()
    except IntegrityError as clash:
        raise StaleEdit(current=_locked_answer(answer.procurement)) from clash
