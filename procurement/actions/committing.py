"""数量確定: bind quantities under a maximum unit price, and resolve all of them at the deadline."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from commons.audit import log
from commons.events import announce
from commons.lifecycle import approvals
from commons.lifecycle.models import ApprovalRequest
from commons.lifecycle.transitions import advance, lock
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from commons.values.refusals import StaleEdit
from procurement.calculations.numbers import commitment_receipt
from procurement.calculations.resolving import Promise, Resolution, resolve
from procurement.events import BodyBound, MinimumMissed, QuantitiesCommitted, QuantitiesSettled
from procurement.models import (
    AgreementSignature,
    BoundQuantity,
    Commitment,
    CommitmentLimit,
    JointProcurement,
    LineItem,
    LineResult,
    Participation,
)
from procurement.queries import own_participation
from procurement.rules import NotAllowed
from procurement.states import State

from .agreeing import drop
from .cuts import take_cuts
from .participations import add_figures
from .refusals import MaximumBelowLowestTier, NotInThisStep, QuantityMissing, SignatureMissing, TakesNoPart
from .running import enter
from .surveys import own_body, require_open

COMMITMENT_APPROVAL = "procurement.commitment"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a body wants to bind itself to in a line; no maximum means at whatever tier."""

    quantity: int
    maximum: int | None = None


def request_commitment(
    *,
    procurement: JointProcurement,
    expected_revision: int,
    wanted: Mapping[int, Wanted],
    note: str = "",
    returned: ApprovalRequest | None = None,
    version: int = 0,
) -> ApprovalRequest:
    """Ask the body's approvers to bind it to ``wanted``, by the line's id: all lines in one request.

    ``expected_revision`` is the number of commitments that the form showed, 0 for "none yet".
    """
    own_body()
    with transaction.atomic():
        locked = lock(procurement)
        require_open(locked, State.COMMITTING)
        if own_participation(locked, standing=True) is None:
            raise TakesNoPart
        scope = scopes.current()
        if not _signed(locked, scope.organisation_id):
            raise SignatureMissing
        if last_revision(locked, scope.organisation_id) != expected_revision:
            raise StaleEdit(current=None)
        payload = _payload(locked, _checked(locked, wanted), expected_revision)
        if returned is not None:
            return approvals.resubmit(request_id=returned.pk, version=version, payload=payload, note=note)
        return approvals.request(kind=COMMITMENT_APPROVAL, subject=locked.ref, payload=payload, note=note)


def commit_quantities(
    *, procurement: JointProcurement, organisation_id: int, payload: Mapping[str, Any]
) -> list[Commitment]:
    """Bind a body as its approvers granted: called inside the granting transaction, never by a view."""
    now = clock.now()
    with transaction.atomic():
        locked = lock(procurement)
        require_open(locked, State.COMMITTING)
        standing = Participation.objects.standing().filter(procurement=locked, organisation_id=organisation_id)
        if not standing.exists():
            raise TakesNoPart
        if not _signed(locked, organisation_id):
            raise SignatureMissing
        body = Organisation.objects.get(pk=organisation_id)
        revision = last_revision(locked, organisation_id) + 1
        asked = {row["line"]: row for row in payload["lines"]}
        made = []
        for line in locked.lines.all():
            row = asked.get(line.pk, {"quantity": 0, "maximum": None})
            commitment = Commitment.objects.create(
                organisation=body,
                procurement=locked,
                line=line,
                revision=revision,
                quantity=row["quantity"],
                granted_at=now,
                granted_by_id=scopes.current().user_id,
                receipt_number=commitment_receipt(locked.number, body.code or body.slug, revision),
            )
            if row["maximum"] is not None:
                CommitmentLimit.objects.create(
                    organisation=body, commitment=commitment, maximum_unit_price=row["maximum"]
                )
            made.append(commitment)
        add_figures(locked, organisation_id, {each.line_id: each.quantity for each in made}, now)
        log.record("committed_quantities", locked.ref)
        announce(QuantitiesCommitted(subject=locked.ref, organisation_id=organisation_id, revision=revision))
    return made


def settle_quantities(*, procurement: JointProcurement) -> dict[int, Resolution]:
    """Resolve all commitments at the deadline; return what follows by the line's id. The system's work.

    Every line that somebody committed to must come about, else the minimum is missed: nobody is bound and nothing is
    lost, for the hub may name a later deadline, which opens the step again with all entries.
    """
    if scopes.current().kind != "system":
        raise NotAllowed
    now = clock.now()
    with transaction.atomic():
        locked = lock(procurement)
        if locked.state != State.COMMITTING or locked.takes_entries(now):
            return {}
        take_cuts(procurement=locked, at=now)
        promises = _promises(locked)
        lines = _lines(locked)
        found = {line.pk: _resolve(locked, line, promises[line.pk]) for line in lines if promises[line.pk]}
        if not found or not all(resolution.stands for resolution in found.values()):
            announce(MinimumMissed(subject=locked.ref))
            return found
        _write(locked, lines, found)
    return found


def latest_commitments(procurement: JointProcurement) -> list[Commitment]:
    """Return the rows of each body's highest revision, of the bodies that the scope may read. One query."""
    rows: dict[tuple[int, int], Commitment] = {}
    for row in Commitment.objects.filter(procurement=procurement).order_by("revision"):
        rows[row.organisation_id, row.line_id] = row
    return list(rows.values())


def last_revision(procurement: JointProcurement, organisation_id: int | None) -> int:
    """Return how often a body has bound quantities in this procurement."""
    own = Commitment.objects.filter(procurement=procurement, organisation_id=organisation_id)
    return int(own.aggregate(last=Max("revision"))["last"] or 0)


def _signed(procurement: JointProcurement, organisation_id: int | None) -> bool:
    return bool(
        AgreementSignature.objects.filter(agreement__procurement=procurement, organisation_id=organisation_id).exists()
    )


def _lines(procurement: JointProcurement) -> list[LineItem]:
    rows = procurement.lines.select_related("item_version")
    return list(rows.prefetch_related("item_version__tiers", "reference_tiers"))


def _checked(procurement: JointProcurement, wanted: Mapping[int, Wanted]) -> dict[LineItem, Wanted]:
    lines = {line.pk: line for line in _lines(procurement)}
    kept = {line_id: each for line_id, each in wanted.items() if each.quantity > 0}
    if not kept.keys() <= lines.keys():
        raise NotInThisStep
    if not kept:
        raise QuantityMissing(field="")
    for line_id, each in kept.items():
        lowest = lines[line_id].tiers[-1].unit_price
        if procurement.binds_prices and each.maximum is not None and each.maximum < lowest:
            raise MaximumBelowLowestTier(field=f"maximum_{line_id}")
    return {lines[line_id]: each for line_id, each in sorted(kept.items())}


def _payload(procurement: JointProcurement, wanted: Mapping[LineItem, Wanted], revision: int) -> dict[str, Any]:
    """Return what is asked for, so that it can be read and granted without looking anything up."""
    return {
        "revision": revision,
        "binds_prices": procurement.binds_prices,
        "lines": [
            {
                "line": line.pk,
                "name": line.name,
                "unit": line.unit,
                "quantity": each.quantity,
                "maximum": each.maximum,
                "tax_percent": line.tax_percent,
                "contract_kind": line.contract_kind,
                "highest_price": line.tiers[0].unit_price,
            }
            for line, each in wanted.items()
        ],
    }


def _promises(procurement: JointProcurement) -> dict[int, list[Promise]]:
    """Return the promises of the bodies that stand, by line, with their maximum prices: arithmetic of the system."""
    standing = set(
        Participation.objects.standing().filter(procurement=procurement).values_list("organisation_id", flat=True)
    )
    limits = dict(
        CommitmentLimit.objects.filter(commitment__procurement=procurement).values_list(
            "commitment_id", "maximum_unit_price"
        )
    )
    found: dict[int, list[Promise]] = defaultdict(list)
    for row in latest_commitments(procurement):
        if row.quantity and row.organisation_id in standing:
            found[row.line_id].append(Promise(row.organisation_id, row.quantity, limits.get(row.pk)))
    return found


def _resolve(procurement: JointProcurement, line: LineItem, promises: list[Promise]) -> Resolution:
    """Resolve a line. Prices for reference bind nobody yet: there the award will be held against the maximum prices."""
    if not procurement.binds_prices:
        promises = [Promise(promise.body, promise.quantity) for promise in promises]
    return resolve(line.tiers, promises, stands_from=line.stands_from)


def _write(procurement: JointProcurement, lines: list[LineItem], found: Mapping[int, Resolution]) -> None:
    now = clock.now()
    commitments = {(row.line_id, row.organisation_id): row for row in latest_commitments(procurement)}
    standing = list(Participation.objects.standing().filter(procurement=procurement))
    entered = {body for (_line, body), row in commitments.items() if row.quantity}
    for line in lines:
        resolution = found.get(line.pk)
        if resolution is None or resolution.unit_price is None or resolution.from_quantity is None:
            continue  # nobody wanted it
        result = LineResult.objects.create(
            line=line,
            unit_price=resolution.unit_price,
            from_quantity=resolution.from_quantity,
            resolved_at=now,
        )
        BoundQuantity.objects.bulk_create(
            BoundQuantity(
                organisation_id=body,
                result=result,
                commitment=row,
                quantity=resolution.quantities.get(body, 0),
            )
            for body in (each.organisation_id for each in standing)
            if (row := commitments.get((line.pk, body))) is not None and row.quantity
        )
    drop(procurement, [each for each in standing if each.organisation_id not in entered], "drop_uncommitted")
    settled = advance(procurement, "settle_quantities", at=now)
    settled.closes_at = None
    settled.save(update_fields=["closes_at"])
    enter(settled, State.COMMITTED, now)
    for each in standing:
        if each.organisation_id in entered:
            announce(BodyBound(subject=settled.ref, organisation_id=each.organisation_id))
    announce(QuantitiesSettled(subject=settled.ref))
