"""Record a procurement that went on beyond what the site led: state, dates, and who takes part."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from commons.tenancy.models import Organisation
from procurement.calculations.cuts import shown_count, shown_total
from procurement.calculations.numbers import participation_receipt
from procurement.models import (
    CutFigure,
    JointProcurement,
    Participation,
    ParticipationFigure,
    PublishedCut,
    StateEntry,
)
from procurement.states import ENDED, State

from .seeding import moment

TOOK_PART = ("approved", "signed")
NOON = dt.time(12)


def record(
    row: Mapping[str, Any], made: JointProcurement, lines: dict[str, int], bodies: Mapping[str | None, Organisation]
) -> None:
    """Write the state with its days, the bodies that take part with their quantities, and the sums as published."""
    entries = [(state, moment(entered_on, dt.time(9))) for state, entered_on in row["history"]]
    StateEntry.objects.bulk_create(
        StateEntry(procurement=made, state=state, entered_at=at, entered_by_id=made.coordinator_id)
        for state, at in entries
    )
    made.state, made.state_since = entries[-1]
    made.ended_because = row.get("reason", "")
    deadline = made.deadlines.filter(state=made.state).first()
    made.closes_at = None if made.state in ENDED or deadline is None else deadline.due_at
    made.cut_considered_at = made.closes_at  # the sums of a record are as they were published
    made.version += len(entries)
    made.answered_bodies = len(row["participants"]) or len(row.get("compact", {}).get("quantities", ()))
    made.save()
    if made.state in (State.CANCELLED, State.UNSUCCESSFUL):
        return
    for code, quantities, at in _participants(row):
        _take_part(made, bodies[code], {lines[name]: quantity for name, quantity in quantities.items()}, at)
    for item, cut_on, cut_at, count, total in row.get("cuts", ()):
        _publish(made, lines[item], moment(cut_on, dt.time.fromisoformat(cut_at)), count, total)


def _participants(row: Mapping[str, Any]) -> list[tuple[str, dict[str, int], dt.datetime]]:
    found = [
        (each["body"], each.get("quantities") or {}, moment(each["approved_on"], NOON))
        for each in row["participants"]
        if each["state"] in TOOK_PART and "approved_on" in each
    ]
    compact = row.get("compact")
    if compact:
        at = moment(dict(row["history"])[State.INTENT], NOON)
        found += [(code, {compact["item"]: quantity}, at) for code, quantity in compact["quantities"].items()]
    return found


def _take_part(made: JointProcurement, body: Organisation, quantities: dict[int, int], at: dt.datetime) -> None:
    Participation.objects.create(
        organisation=body,
        procurement=made,
        state_since=at,
        receipt_number=participation_receipt(made.number, body.code or body.slug, 1),
        granted_at=at,
    )
    ParticipationFigure.objects.bulk_create(
        ParticipationFigure(organisation=body, procurement=made, line_id=line_id, quantity=quantity, since=at)
        for line_id, quantity in quantities.items()
    )


def _publish(made: JointProcurement, line_id: int, at: dt.datetime, count: int, total: int) -> None:
    """Publish a sum as it was; where the figures recorded add up to it, tell the shares apart too."""
    rows = ParticipationFigure.objects.filter(line_id=line_id, since__lt=at)
    shares = {row.organisation_id: row.quantity for row in rows if row.quantity}
    cut = PublishedCut.objects.create(
        line_id=line_id,
        taken_at=at,
        occasion=PublishedCut.Occasion.MIDNIGHT,
        state=made.state,
        bodies=shown_count(count),
        total=total if count >= 4 else None,
    )
    if shown_total(shares) == total:
        CutFigure.objects.bulk_create(
            CutFigure(organisation_id=body, cut=cut, quantity=quantity) for body, quantity in shares.items()
        )
