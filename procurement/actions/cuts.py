"""Publish sums as of a moment, so that nobody's figure can be worked out. The system's work."""

import datetime as dt
from collections import defaultdict

from django.db import transaction

from commons.events import announce
from commons.lifecycle.transitions import lock
from commons.tenancy import scopes
from commons.values import clock
from procurement.calculations.cuts import Figures, may_follow, shown_count, shown_total
from procurement.events import CutPublished
from procurement.models import CutFigure, JointProcurement, LineItem, ParticipationFigure, PublishedCut
from procurement.rules import NotAllowed
from procurement.states import SUMMED

Occasion = PublishedCut.Occasion


def take_cuts(*, procurement: JointProcurement, at: dt.datetime) -> list[PublishedCut]:
    """Consider every moment up to ``at`` at which a sum may be published: the deadline, and the last midnight."""
    if scopes.current().kind != "system":
        raise NotAllowed
    with transaction.atomic():
        locked = lock(procurement)
        if locked.state not in SUMMED:
            return []
        taken = [
            cut
            for moment, occasion in _moments(locked, at)
            for line in locked.lines.all()
            if (cut := _cut(locked, line, moment, occasion)) is not None
        ]
        locked.cut_considered_at = at
        locked.save(update_fields=["cut_considered_at"])
        for cut in taken:
            announce(CutPublished(subject=locked.ref, line_id=cut.line_id))
    return taken


def moment_due(procurement: JointProcurement, now: dt.datetime) -> dt.datetime | None:
    """Return the last moment up to ``now`` that is still to be considered, or ``None``."""
    pending = _moments(procurement, now)
    return pending[-1][0] if pending else None


def midnight_before(moment: dt.datetime) -> dt.datetime:
    """Return the last 00:00 in Japan up to ``moment``."""
    return dt.datetime.combine(moment.astimezone(clock.JST).date(), dt.time(), tzinfo=clock.JST)


def _moments(procurement: JointProcurement, at: dt.datetime) -> list[tuple[dt.datetime, Occasion]]:
    since = procurement.cut_considered_at
    known = [(midnight_before(at), Occasion.MIDNIGHT)]
    if procurement.closes_at is not None and procurement.closes_at <= at:
        known = [each for each in known if each[0] != procurement.closes_at]
        known.append((procurement.closes_at.astimezone(clock.JST), Occasion.DEADLINE))
    return sorted(each for each in known if since is None or each[0] > since)


def _cut(procurement: JointProcurement, line: LineItem, moment: dt.datetime, occasion: Occasion) -> PublishedCut | None:
    """Publish the line's sum as of ``moment``, if the rule for sums lets it."""
    after = figures_as_of(line, moment)
    before = _published(line)
    if not after and not before:
        return None
    if not may_follow(before, after) and not _binds(line, procurement.state, occasion):
        return None
    if not before and len(after) < 3:
        return None  # there is nothing to say yet
    cut = PublishedCut.objects.create(
        line=line,
        taken_at=moment,
        occasion=occasion,
        state=procurement.state,
        bodies=shown_count(len(after)),
        total=shown_total(after),
    )
    CutFigure.objects.bulk_create(
        CutFigure(organisation_id=body, cut=cut, quantity=quantity) for body, quantity in after.items()
    )
    return cut


def figures_as_of(line: LineItem, moment: dt.datetime) -> dict[int, int]:
    """Return each body's approved quantity of a line just before ``moment``; bodies with none are absent."""
    rows = ParticipationFigure.objects.filter(line=line, since__lt=moment).order_by("since", "pk")
    latest = {row.organisation_id: row.quantity for row in rows}
    return {body: quantity for body, quantity in latest.items() if quantity}


def _published(line: LineItem) -> list[Figures]:
    """Return the figures behind every cut of the line so far."""
    shares: dict[int, dict[int, int]] = defaultdict(dict)
    for share in CutFigure.objects.filter(cut__line=line):
        shares[share.cut_id][share.organisation_id] = share.quantity
    known = PublishedCut.objects.filter(line=line).values_list("pk", flat=True)
    return [shares[pk] for pk in known]


def _binds(line: LineItem, state: str, occasion: Occasion) -> bool:
    """Tell whether this is a step's deadline for the first time: then the sum is published whatever has changed.

    A deadline that was put off and comes again is held to the rule as any other moment.
    """
    if occasion != Occasion.DEADLINE:
        return False
    return not PublishedCut.objects.filter(line=line, state=state, occasion=Occasion.DEADLINE).exists()
