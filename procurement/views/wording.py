"""Words and shapes that several pages of procurements share."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commons.tenancy.models import Organisation
from commons.values import clock
from procurement.calculations.numbers import quantity_text
from procurement.models import JointProcurement, LineItem
from procurement.states import State, steps_of

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def trail(procurement: JointProcurement | None, *last: str) -> list[tuple[str, str]]:
    """Return the way to a procurement's page, and on to a page below it."""
    here = [
        (_("Joint procurement"), reverse("procurement:catalogue")),
        (_("Joint procurements"), reverse("procurement:procurements")),
    ]
    if procurement is not None:
        here.append((procurement.title, page_url(procurement)))
    return [*here, *((title, "") for title in last)]


def page_url(procurement: JointProcurement, name: str = "procurement") -> str:
    """Return the address of a procurement's page, or of one below it."""
    return reverse(f"procurement:{name}", args=[procurement.number])


def step_name(state: State) -> str:
    """Return what the stepper calls a state: the step, and not where one stands in it."""
    return _("Quantities") if state == State.COMMITTING else str(state.label)


def short(moment: dt.datetime) -> str:
    """Write a moment as shortly as a step has room: 「6/19 17:00」."""
    local = moment.astimezone(clock.JST)
    if (get_language() or "ja").startswith("en"):
        return f"{local.day} {_MONTHS[local.month - 1]} {local:%H:%M}"
    return f"{local.month}/{local.day} {local:%H:%M}"


def steps(procurement: JointProcurement) -> list[dict[str, str]]:
    """Return the steps of the method, with what is over, where it stands, and until when."""
    due = {deadline.state: deadline.due_at for deadline in procurement.deadlines.all()}
    order = steps_of(procurement.method)
    known = [str(state) for state in order]
    at = _place(procurement, known)
    return [
        {
            "name": step_name(state),
            "status": "done" if place < at else "now" if place == at else "",
            "note": _("until %(moment)s") % {"moment": short(due[state])} if state in due else "",
        }
        for place, state in enumerate(order)
    ]


def _place(procurement: JointProcurement, known: list[str]) -> int:
    """Return the place of the present step: between two steps nothing is "now" but the next one."""
    if procurement.state == State.COMMITTED:
        return known.index(State.COMMITTING) + 1
    if procurement.state in (State.CANCELLED, State.UNSUCCESSFUL):
        entered = [entry.state for entry in procurement.entries.all() if entry.state in known]
        return known.index(entered[-1]) if entered else -1
    return known.index(procurement.state) if procurement.state in known else -1


def amount(line: LineItem, quantity: int | None) -> str:
    """Write a quantity of a line with its unit."""
    return "—" if not quantity else quantity_text(quantity, line.unit)


def tile(body: Organisation, *, kind: str, state: str, mark: str = "", url: str = "") -> dict[str, Any]:
    """Return a body's tile of the map."""
    return {
        "column": body.tile_column,
        "row": body.tile_row,
        "name": body.display_name,
        "label": body.tile_label,
        "kind": kind,
        "state": state,
        "mark": mark,
        "url": url,
    }
