"""Lead the demonstration's procurements as far as people did: up to 参加意向 through the real actions.

Later states are loaded as a record of what was: state, dates, lines, who takes part. Twice changes nothing.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from commons.accounts.models import Role, User
from commons.demo.first_day import START
from commons.lifecycle import approvals
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from procurement import actions
from procurement.actions import LineFigures
from procurement.actions.cuts import midnight_before
from procurement.actions.participations import payload_of
from procurement.calculations.tiers import Tier
from procurement.models import CatalogueItem, Category, ItemVersion, JointProcurement
from procurement.states import Stance, State

from .record import record
from .seeding import day, moment, read

OFFICE_OPENS, ANSWERED, ASKED, DECIDED, CLOSES = (dt.time(hour) for hour in (9, 10, 11, 15, 17))
LED_BY_ACTIONS = (State.DRAFT, State.SURVEY, State.INTENT)


class Bodies:
    """The bodies by code, and who acts for them, read once."""

    def __init__(self) -> None:
        self.by_code = {body.code: body for body in Organisation.objects.all()}
        self.hub = Organisation.objects.hub()
        self._people = dict(User.objects.filter(email__endswith="@demo.example").values_list("email", "pk"))

    def person(self, name: str | None) -> int | None:
        """Return the id of a person of the demonstration, if their people were loaded."""
        return self._people.get(f"{name}@demo.example") if name else None

    @contextmanager
    def acting(self, body: Organisation, name: str | None, role: str) -> Iterator[bool]:
        """Work as a person of a body; without that person nothing can be done in their name."""
        user_id = self.person(name)
        if user_id is None:
            yield False
            return
        with scopes.member(user_id=user_id, organisation_id=body.pk, roles=frozenset({role})):
            yield True


def seed() -> None:
    """Load what is missing, in the system's scope."""
    known = set(JointProcurement.objects.values_list("number", flat=True))
    rows = [row for row in read("procurements.yaml") if row["number"] not in known]
    if not rows or not CatalogueItem.objects.exists():
        return
    bodies = Bodies()
    for row in sorted(rows, key=lambda row: int(row["created_on"])):
        with transaction.atomic():
            _set_up(row, bodies)


def closing(written: str | list[str]) -> dt.datetime:
    """Return a deadline: at 17:00, or where another hour is written with it, at that."""
    if isinstance(written, str):
        return moment(written, CLOSES)
    offset, time = written
    return moment(offset, dt.time.fromisoformat(time)) if time else moment(str(int(offset) + 1), dt.time())


def _set_up(row: Mapping[str, Any], bodies: Bodies) -> None:
    """Set it up as its coordinator did, then lead it on or record where it stands."""
    coordinator = bodies.person(row["coordinator"])
    with clock.unit_of_work(at=moment(row["created_on"], OFFICE_OPENS)), _hub(bodies, coordinator):
        made = actions.set_up_procurement(
            title=row["title"],
            summary=row["summary"],
            category=Category.objects.get(slug=row["category"]),
            fiscal_year=row["fiscal_year"],
            method=row["method"],
            contract_mode=row["contract_mode"],
            deadlines={state: closing(written) for state, written in row["deadlines"].items()},
            serial=int(row["number"].rpartition("-")[2]),
        )
        lines = {line["id"]: _line(made, line) for line in row["lines"]}
        if row.get("spec"):
            actions.write_spec(procurement=made, text="\n".join(row["spec"]))
    if row["state"] in LED_BY_ACTIONS:
        _lead_on(row, made, lines, bodies, coordinator)
    else:
        record(row, made, lines, bodies.by_code)


@contextmanager
def _hub(bodies: Bodies, user_id: int | None) -> Iterator[None]:
    """Work as the coordinator, or as the system where the people were not loaded."""
    if user_id is None:
        yield
        return
    roles = frozenset({Role.HUB_OFFICER.value})
    with scopes.member(user_id=user_id, organisation_id=bodies.hub.pk, roles=roles):
        yield


def _line(made: JointProcurement, line: Mapping[str, Any]) -> int:
    stands_from = line.get("stands_from", 1)
    if "version" in line:
        version = ItemVersion.objects.select_related("item").get(item__slug=line["id"], number=line["version"])
        return actions.add_item_line(procurement=made, version=version, stands_from=stands_from).pk
    return actions.add_reference_line(
        procurement=made,
        name=line["name"],
        unit=line["unit"],
        tax_percent=line["tax_percent"],
        contract_kind=line["contract_kind"],
        tiers=[Tier(*tier) for tier in line["tiers"]],
        reference_source=line["reference_source"],
        reference_on=day(line["reference_on"]),
        similar_item=CatalogueItem.objects.filter(slug=line["similar_item"]).first(),
        stands_from=stands_from,
    ).pk


def _lead_on(
    row: Mapping[str, Any], made: JointProcurement, lines: dict[str, int], bodies: Bodies, coordinator: int | None
) -> None:
    """Open what was opened, in the order of the days, with everything that the bodies entered in between."""
    entered = dict(row["history"])
    if State.SURVEY not in entered:
        return
    with clock.unit_of_work(at=moment(entered[State.SURVEY], OFFICE_OPENS)), _hub(bodies, coordinator):
        actions.open_survey(procurement=made, version=made.version)
    for answer in [*row["participants"], *_compact(row)]:
        _answer(answer, made, lines, bodies)
    if State.INTENT not in entered:
        _remind(made, bodies, coordinator)
        return
    made.refresh_from_db()
    with clock.unit_of_work(at=moment(entered[State.INTENT], OFFICE_OPENS)), _hub(bodies, coordinator):
        actions.open_intent(procurement=made, version=made.version)
    decided = [_participate(each, made, lines, bodies) for each in _in_order(row["participants"])]
    for night in sorted({midnight_before(at) + dt.timedelta(days=1) for at in decided if at}):
        if night <= START:
            actions.take_cuts(procurement=made, at=night)


def _compact(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the answers of which the file gives only a body's code and quantity."""
    compact = row.get("compact")
    if compact is None:
        return
    days = range(1, int(row["deadlines"]["survey"]) - int(dict(row["history"])["survey"]))
    for place, (code, quantity) in enumerate(compact["quantities"].items()):
        yield {
            "body": code,
            "answer": Stance.JOIN,
            "quantities": {compact["item"]: quantity},
            "wanted_on": row["deadlines"]["ordering"],
            "answered_on": str(int(dict(row["history"])["survey"]) + days[place * 7 % len(days)]),
        }


def _answer(answer: Mapping[str, Any], made: JointProcurement, lines: dict[str, int], bodies: Bodies) -> None:
    if "answered_on" not in answer:
        return
    body = bodies.by_code[answer["body"]]
    by = answer.get("answered_by") or f"{body.slug}-clerk"
    with (
        clock.unit_of_work(at=moment(answer["answered_on"], ANSWERED)),
        bodies.acting(body, by, Role.CLERK) as is_there,
    ):
        if not is_there:
            return
        actions.answer_survey(
            procurement=made,
            expected_revision=0,
            stance=answer["answer"],
            quantities=_quantities(answer, lines),
            wanted_on=day(answer["wanted_on"]) if "wanted_on" in answer else None,
            remark=answer.get("remark", ""),
            figures=_figures(answer, lines),
        )


def _quantities(entry: Mapping[str, Any], lines: dict[str, int]) -> dict[int, int]:
    return {lines[name]: quantity for name, quantity in (entry.get("quantities") or {}).items()}


def _figures(entry: Mapping[str, Any], lines: dict[str, int]) -> dict[int, LineFigures]:
    budget = entry.get("budget")
    if not budget:
        return {}
    return {
        lines[budget["item"]]: LineFigures(
            baseline_unit_price=budget.get("baseline_unit_price"),
            unit_budget=budget.get("unit_price"),
            budget_line=budget.get("line", ""),
        )
    }


def _in_order(participants: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return those who asked for participation, as the days went."""
    return sorted((each for each in participants if "requested_on" in each), key=lambda each: int(each["requested_on"]))


def _participate(
    entry: Mapping[str, Any], made: JointProcurement, lines: dict[str, int], bodies: Bodies
) -> dt.datetime | None:
    """Ask, and decide as the body did; return when it was approved.

    Where nobody can approve here the decision was made on paper, and the hub registered that the body takes part.
    """
    body = bodies.by_code[entry["body"]]
    if "approved_on" in entry and bodies.person(entry.get("approved_by")) is None:
        at = moment(entry["approved_on"], DECIDED)
        with clock.unit_of_work(at=at):
            actions.take_part(procurement=made, organisation_id=body.pk, payload=_payload(entry, made, lines))
        return at
    with (
        clock.unit_of_work(at=moment(entry["requested_on"], ASKED)),
        bodies.acting(body, entry["requested_by"], Role.CLERK) as is_there,
    ):
        if not is_there:
            return None
        asked = actions.request_participation(
            procurement=made,
            quantities=_quantities(entry, lines),
            wanted_on=day(entry["wanted_on"]),
            remark=entry.get("remark", ""),
        )
    if "approved_on" not in entry:
        return None
    at = moment(entry["approved_on"], DECIDED)
    with clock.unit_of_work(at=at), bodies.acting(body, entry["approved_by"], Role.APPROVER):
        approvals.grant(request_id=asked.pk, version=asked.version)
    return at


def _payload(entry: Mapping[str, Any], made: JointProcurement, lines: dict[str, int]) -> dict[str, Any]:
    return payload_of(made, _quantities(entry, lines), day(entry["wanted_on"]), entry.get("remark", ""))


def _remind(made: JointProcurement, bodies: Bodies, coordinator: int | None) -> None:
    """Send the reminder that the clock sent three days before the deadline, and this morning's to two bodies."""
    made.refresh_from_db()
    if made.closes_at is None or not made.takes_entries(START):
        return
    municipalities = [body.pk for code, body in bodies.by_code.items() if code]
    by_the_clock = made.closes_at - dt.timedelta(days=3)
    if made.state_since < by_the_clock <= START:
        with clock.unit_of_work(at=by_the_clock):
            actions.remind(procurement=made, body_ids=municipalities, days=3)
        some = [bodies.by_code[code].pk for code in ("131067", "134023")]
        with clock.unit_of_work(at=START - dt.timedelta(minutes=30)), _hub(bodies, coordinator):
            actions.remind(procurement=made, body_ids=some)
