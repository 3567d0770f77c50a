"""What the hub watches: who answered, who is late, what blocks the next step. Constant queries at any size."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from commons.tenancy.models import Organisation
from commons.values import clock
from procurement.calculations.tiers import Ahead, Step, next_tier, tier_at
from procurement.models import (
    DemandLine,
    DemandResponse,
    JointProcurement,
    LineItem,
    Participation,
    ParticipationFigure,
    Reminder,
)
from procurement.states import Stance, State

from .procurements import lines_of


@dataclass(frozen=True)
class BodyRow:
    """One municipality in the hub's table. Budgets are in no field: the hub never sees them."""

    body: Organisation
    stance: str = ""
    word: str = ""
    wanted_on: dt.date | None = None
    remark: str = ""
    entered_at: dt.datetime | None = None
    quantities: dict[int, int] = field(default_factory=dict)
    line_ids: tuple[int, ...] = ()
    reminded_at: dt.datetime | None = None

    @property
    def cells(self) -> list[int | None]:
        """Return the quantities in the order of the lines."""
        return [self.quantities.get(line_id) or None for line_id in self.line_ids]

    @property
    def is_late(self) -> bool:
        """Tell whether nothing was entered."""
        return self.entered_at is None

    @property
    def reminded_today(self) -> bool:
        """Tell whether today's reminder is spent."""
        return self.reminded_at is not None and self.reminded_at.astimezone(clock.JST).date() == clock.today()

    @property
    def total(self) -> int:
        """Return the sum over the lines, to sort by."""
        return sum(self.quantities.values())


@dataclass(frozen=True)
class LineTotal:
    """The exact sum of a line and where it stands in the tiers."""

    line: LineItem
    tiers: Sequence[Step]
    bodies: int
    total: int

    @property
    def tier(self) -> Step | None:
        """Return the tier that the sum reaches."""
        return tier_at(self.tiers, self.total) if self.total else None

    @property
    def ahead(self) -> Ahead | None:
        """Return the next tier."""
        return next_tier(self.tiers, self.total)

    @property
    def stands(self) -> bool:
        """Tell whether the lowest total is reached."""
        return self.total >= self.line.stands_from


@dataclass(frozen=True)
class Cockpit:
    """Everything on the hub's page of a procurement."""

    procurement: JointProcurement
    lines: list[LineItem]
    rows: list[BodyRow]
    totals: list[LineTotal]

    @property
    def entered(self) -> list[BodyRow]:
        """List the bodies that entered something."""
        return [row for row in self.rows if not row.is_late]

    @property
    def late(self) -> list[BodyRow]:
        """List the bodies that have not entered anything."""
        return [row for row in self.rows if row.is_late]

    def counted(self, stance: str) -> int:
        """Count the bodies of a stance."""
        return sum(row.stance == stance for row in self.rows)


def cockpit(procurement: JointProcurement) -> Cockpit:
    """Read the page: who answered while the survey runs, who takes part afterwards."""
    lines = lines_of(procurement)
    bodies = list(Organisation.objects.municipalities())
    reminded = _reminded(procurement)
    in_survey = procurement.state in (State.DRAFT, State.SURVEY)
    line_ids = tuple(line.pk for line in lines)
    entered = _answers(procurement) if in_survey else _participations(procurement)
    rows = [
        BodyRow(body=body, line_ids=line_ids, reminded_at=reminded.get(body.pk), **entered.get(body.pk, {}))  # type: ignore[arg-type]  # fields by name
        for body in bodies
    ]
    counted = [row for row in rows if row.stance in ("", Stance.JOIN)]
    return Cockpit(procurement, lines, rows, [_total(line, counted) for line in lines])


def _total(line: LineItem, rows: Sequence[BodyRow]) -> LineTotal:
    quantities = [row.quantities[line.pk] for row in rows if row.quantities.get(line.pk)]
    return LineTotal(line, line.tiers, len(quantities), sum(quantities))


def _answers(procurement: JointProcurement) -> dict[int, dict[str, object]]:
    quantities: dict[int, dict[int, int]] = defaultdict(dict)
    # By the line, which is shared: a way through another private table would end at the hub's own rows.
    for row in DemandLine.objects.filter(line__procurement=procurement).order_by("pk"):
        quantities[row.response_id][row.line_id] = row.quantity
    return {
        answer.organisation_id: {
            "stance": answer.stance,
            "word": answer.get_stance_display(),
            "wanted_on": answer.wanted_on,
            "remark": answer.remark,
            "entered_at": answer.answered_at,
            "quantities": quantities[answer.pk],
        }
        for answer in DemandResponse.objects.filter(procurement=procurement)
    }


def _participations(procurement: JointProcurement) -> dict[int, dict[str, object]]:
    quantities: dict[int, dict[int, int]] = defaultdict(dict)
    for row in ParticipationFigure.objects.filter(procurement=procurement):
        quantities[row.organisation_id][row.line_id] = row.quantity
    return {
        one.organisation_id: {
            "word": one.get_state_display(),
            "stance": Stance.JOIN if one.state == "taking_part" else Stance.PASS,
            "entered_at": one.granted_at,
            "quantities": quantities[one.organisation_id],
        }
        for one in Participation.objects.filter(procurement=procurement)
    }


def _reminded(procurement: JointProcurement) -> dict[int, dt.datetime]:
    sent = Reminder.objects.filter(procurement=procurement, state=procurement.state).order_by("sent_at")
    return dict(sent.values_list("body_id", "sent_at"))
