"""Procurements for tests, led through the real actions."""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from commons.demo.first_day import START
from commons.lifecycle import approvals
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from procurement import actions, queries
from procurement.models import JointProcurement, Participation
from procurement.states import Method, Stance, State
from tests.people import member_scope, person_acting_for
from tests.procurement import goods

OPENED_AT = START - dt.timedelta(days=20)
SURVEY_ENDS = START + dt.timedelta(days=2)
INTENT_ENDS = START + dt.timedelta(days=30)
WANTED_ON = (START + dt.timedelta(days=100)).date()

_numbers = itertools.count(1)


def deadlines(**changes: dt.datetime) -> dict[str, dt.datetime]:
    """Return the moments of the first steps."""
    return {State.SURVEY: SURVEY_ENDS, State.INTENT: INTENT_ENDS} | changes


def draft(
    *, method: str = Method.CATALOGUE, lines: int = 1, at: dt.datetime = OPENED_AT, **changes: Any
) -> JointProcurement:
    """Set a procurement up, with lines and a draft of the specification."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "title": f"外付けディスプレイの共同調達 {number}",
        "summary": "まとめて買います。",
        "category": goods.category(),
        "fiscal_year": 2026,
        "method": method,
        "deadlines": deadlines(),
        **changes,
    }
    with clock.unit_of_work(at=at), scopes.system("test"):
        made = actions.set_up_procurement(**values)
        for place in range(lines):
            add_line(made, place)
        actions.write_spec(procurement=made, text="目的\n範囲\n期間")
    return fresh(made)


def add_line(made: JointProcurement, place: int = 0) -> None:
    """Add a line that fits the method."""
    if made.binds_prices:
        item = goods.item()
        assert item.current_version is not None
        actions.add_item_line(procurement=made, version=item.current_version)
        return
    actions.add_reference_line(
        procurement=made,
        name=f"品目 {place + 1}",
        unit="台",
        tax_percent=10,
        contract_kind="purchase",
        tiers=goods.TIERS,
        reference_source="カタログの掲載単価",
        reference_on=goods.LONG_AGO,
    )


def in_survey(**changes: Any) -> JointProcurement:
    """Return a procurement whose survey has run for some days."""
    made = draft(**changes)
    with clock.unit_of_work(at=OPENED_AT), scopes.system("test"):
        actions.open_survey(procurement=made, version=made.version)
    return fresh(made)


def in_intent(**changes: Any) -> JointProcurement:
    """Return a procurement that takes requests for participation since yesterday."""
    day = dt.timedelta(days=1)
    ended = deadlines() | {State.SURVEY: START - 2 * day}
    made = in_survey(deadlines=changes.pop("deadlines", ended), **changes)
    with clock.unit_of_work(at=START - day), scopes.system("test"):
        actions.open_intent(procurement=made, version=made.version)
    return fresh(made)


def fresh(made: JointProcurement) -> JointProcurement:
    """Read it again."""
    return JointProcurement.objects.in_full().get(pk=made.pk)


def line_id(made: JointProcurement, place: int = 0) -> int:
    """Return the id of a line."""
    return list(made.lines.values_list("pk", flat=True))[place]


@contextmanager
def clerk_of(slug: str) -> Iterator[Organisation]:
    """Work as a clerk of a body."""
    with member_scope(slug):
        yield Organisation.objects.get(slug=slug)


def answer(
    made: JointProcurement,
    slug: str,
    quantity: int = 100,
    *,
    stance: str = Stance.JOIN,
    revision: int = 0,
    remark: str = "",
    quantities: Mapping[int, int] | None = None,
    figures: Any = None,
) -> Any:
    """Answer for a body."""
    with clerk_of(slug):
        return actions.answer_survey(
            procurement=made,
            expected_revision=revision,
            stance=stance,
            quantities=quantities or {line_id(made): quantity},
            wanted_on=WANTED_ON,
            remark=remark,
            figures=figures,
        )


def ask(made: JointProcurement, slug: str, quantity: int = 100, **more: Any) -> Any:
    """Ask for participation as a clerk of a body."""
    with clerk_of(slug):
        return actions.request_participation(
            procurement=made,
            quantities=more.pop("quantities", {line_id(made): quantity}),
            wanted_on=WANTED_ON,
            **more,
        )


def grant(asked: Any, slug: str) -> None:
    """Approve as the body's approver."""
    approver = person_acting_for(slug, "approver", title="課長")
    with member_scope(slug, "approver", user=approver):
        approvals.grant(request_id=asked.pk, version=asked.version)


def join(made: JointProcurement, slug: str, quantity: int = 100, **more: Any) -> Participation:
    """Ask and approve; return the participation."""
    grant(ask(made, slug, quantity, **more), slug)
    with member_scope(slug):
        found = queries.own_participation(made, standing=True)
        assert found is not None
        return found


def withdraw(made: JointProcurement, slug: str) -> None:
    """Withdraw as a clerk of a body."""
    with clerk_of(slug):
        found = queries.own_participation(made, standing=True)
        assert found is not None
        actions.withdraw_participation(procurement=made, version=found.version, reason="予算が付きませんでした。")
