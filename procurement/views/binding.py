"""What a procurement's page offers from 仕様協議 on, and which step comes next."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.tenancy import scopes
from commons.values import clock
from commons.values.wareki import format_for_reader
from procurement.models import JointProcurement
from procurement.rules import may_answer, may_read_spec
from procurement.states import State

from . import wording

SETTLED = (State.COMMITTED, State.CONTRACTING, State.ORDERING, State.COMPLETED)
FROM_REVIEW = (State.SPEC_REVIEW, State.AGREEMENT, State.COMMITTING, *SETTLED)
FROM_AGREEMENT = (State.AGREEMENT, State.COMMITTING, *SETTLED)


def links(found: JointProcurement, body: Any, *, takes_part: bool) -> list[dict[str, Any]]:
    """Return the ways to the pages of the present step, what is to be done first."""
    scope, now = scopes.current(), clock.now()
    acts = takes_part and body is not None and may_answer(scope, body)
    shown = []
    if acts and found.is_open_for(State.AGREEMENT, now):
        shown.append(_link(found, "sign", _("Request the signature"), first=True))
    if acts and found.is_open_for(State.COMMITTING, now):
        shown.append(_link(found, "commit", _("Commit quantities"), first=True))
    if takes_part and found.state == State.COMMITTING:
        shown.append(_link(found, "simulator", _("Try out quantities")))
    if found.state in SETTLED:
        shown.append(_link(found, "result", _("Result of the commitment"), first=True))
    if may_read_spec(scope, found):
        if found.state in FROM_AGREEMENT:
            shown.append(_link(found, "agreement", _("Agreement")))
        if found.state in FROM_REVIEW:
            shown.append(_link(found, "questions", _("Specification, questions and answers")))
    return shown


def next_step(found: JointProcurement) -> dict[str, str] | None:
    """Return the hub's way on from 参加意向, or why it is not open yet."""
    if found.state == State.COMMITTING and found.is_closed_now:
        later = reverse("procurement:deadline-move", args=[found.number, State.COMMITTING])
        return {"label": _("Name a later deadline"), "url": later, "why": ""}
    label, name = _STEPS.get(State(found.state), (None, ""))
    if label is None:
        return None
    return {"label": label(), "url": wording.page_url(found, name), "why": _blocked(found)}


def _blocked(found: JointProcurement) -> str:
    if found.state == State.SPEC_REVIEW and found.questions.filter(answered_at__isnull=True).exists():
        return _("Answer every question before the specification is frozen.")
    if found.state == State.AGREEMENT or found.closes_at is None or not found.takes_entries(clock.now()):
        return ""  # the agreement goes on before its deadline when all have signed: its page says so
    return _("Possible after the deadline (%(moment)s)") % {"moment": format_for_reader(found.closes_at)}


_STEPS: dict[State, tuple[Any, str]] = {
    State.INTENT: (lambda: _("Go on to the specification review"), "open-spec-review"),
    State.SPEC_REVIEW: (lambda: _("Freeze the specification and open the agreement"), "open-agreement"),
    State.AGREEMENT: (lambda: _("Go on to committing quantities"), "open-committing"),
}


def _link(found: JointProcurement, name: str, label: str, *, first: bool = False) -> dict[str, Any]:
    return {"label": label, "url": wording.page_url(found, name), "first": first}
