"""The list of procurements, and a procurement's page as everybody sees it."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from commons.accounts import acting
from commons.lists.views import ListView
from commons.papers.queries import papers_of
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from procurement import queries
from procurement.calculations.numbers import answer_receipt
from procurement.filters import PROCUREMENTS
from procurement.models import JointProcurement
from procurement.rules import may_answer, may_read_spec, may_run, may_see_own, may_withdraw
from procurement.states import MAY_WITHDRAW_IN, SPEC_WRITTEN_IN, State

from . import binding, wording


class ProcurementsView(ListView):
    """Show the procurements to everybody; offer hub officers to set one up."""

    definition = PROCUREMENTS
    template_name = "procurement/procurements.html"
    screen = "C-10"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way here and the officers' button."""
        return super().get_context_data(**kwargs, trail=wording.trail(None), may_run=may_run(scopes.current()))


def load(number: str) -> JointProcurement:
    """Return the procurement, or 404 to whoever may not know of it."""
    found = queries.find_procurement(number, scopes.current())
    if found is None:
        raise Http404
    return found


@require_safe
def procurement(request: HttpRequest, number: str) -> HttpResponse:
    """Show a procurement: where it stands, until when, what is bought, who takes part, and one's own part in it."""
    found, scope = load(number), scopes.current()
    who = acting.of(request)
    body = who.organisation if who else None
    own = may_see_own(scope, body)
    views = queries.line_views(found, own=own)
    context = {
        "procurement": found,
        "steps": wording.steps(found),
        "lines": [_line(found, view) for view in views],
        "deadlines": _deadlines(found),
        "moves": _moves(found),
        "answered": queries.answered_count(found),
        "spec": queries.latest_spec(found) if may_read_spec(scope, found) else None,
        "spec_is_draft": found.state in SPEC_WRITTEN_IN,
        "may_run": may_run(scope),
        "trail": wording.trail(found),
        "screen": "C-11",
        **_who_takes_part(found, body),
        **(_own(found, body, views) if own and body else {}),
        "binding": binding.links(
            found, body, takes_part=own and queries.own_participation(found, standing=True) is not None
        ),
    }
    response = render(request, "procurement/procurement.html", context)
    if who:
        add_never_cache_headers(response)  # one's own figures must not wait in a shared computer's cache
    return response


def _line(found: JointProcurement, view: queries.LineView) -> dict[str, Any]:
    """Return a line for the template: the tiers, and what is known of the sum."""
    reached = view.tier
    return {
        "view": view,
        "line": view.line,
        "unit": view.line.unit.partition("・")[0],
        "binds": found.binds_prices,
        "tiers": [
            {
                "tier": tier,
                "now": tier is reached,
                "reached": bool(view.together) and tier.min_total_quantity <= (view.together or 0),
                "more": max(0, tier.min_total_quantity - view.together) if view.together else None,
            }
            for tier in view.tiers
        ],
    }


def _deadlines(found: JointProcurement) -> list[dict[str, Any]]:
    return [
        {
            "name": wording.step_name(State(deadline.state)),
            "due_at": deadline.due_at,
            "now": deadline.state == found.state,
            "state": deadline.state,
        }
        for deadline in found.deadlines.all()
    ]


def _moves(found: JointProcurement) -> list[dict[str, Any]]:
    rows = found.deadlines.prefetch_related("moves")
    return [
        {"name": wording.step_name(State(deadline.state)), "move": move}
        for deadline in rows
        for move in deadline.moves.all()
    ]


def _who_takes_part(found: JointProcurement, own_body: Organisation | None) -> dict[str, Any]:
    """Return the map and its description, where it may be known who takes part."""
    bodies = queries.participants(found, scopes.current())
    if bodies is None or found.state in (State.DRAFT, State.SURVEY):
        return {}
    joined = {body.pk for body in bodies}
    tiles = [_tile(body, joined, own_body) for body in Organisation.objects.municipalities()]
    areas = Counter(body.get_area_display() for body in bodies)
    return {
        "participants": bodies,
        "tiles": tiles,
        "map_words": _("%(count)s bodies take part: %(areas)s. The names are in the list below.")
        % {"count": len(bodies), "areas": ", ".join(f"{area} {count}" for area, count in areas.items())},
    }


def _tile(body: Organisation, joined: set[int], own_body: Organisation | None) -> dict[str, Any]:
    if body.pk not in joined:
        return wording.tile(body, kind="", state=_("Not taking part"))
    if own_body is not None and body.pk == own_body.pk:
        return wording.tile(body, kind="own", state=_("Your own body, taking part"))
    return wording.tile(body, kind="on", state=pgettext("procurement", "Taking part"))


def _own(found: JointProcurement, body: Organisation, views: list[queries.LineView]) -> dict[str, Any]:
    """Return what the body at work has entered, and what it may do now."""
    scope, now = scopes.current(), clock.now()
    answer = queries.own_answer(found)
    participation = queries.own_participation(found)
    request = queries.own_request(found)
    budgets = queries.own_budgets(found)
    takes_part = participation is not None and participation.state == "taking_part"
    return {
        "own_organisation": body,
        "answer": answer.response if answer else None,
        "answer_number": answer_receipt(found.number, body.code or "", answer.response.revision) if answer else "",
        "answer_rows": [
            (view.line.name, wording.amount(view.line, answer.quantities.get(view.line.pk))) for view in views
        ]
        if answer
        else [],
        "participation": participation,
        "takes_part": takes_part,
        "own_rows": [(view.line.name, wording.amount(view.line, view.own.approved)) for view in views],
        "request_row": request,
        "request_rows": [(view.line.name, wording.amount(view.line, view.own.pending)) for view in views],
        "budget_rows": [
            (view.line, budgets[view.line.pk], _estimate(view, answer)) for view in views if view.line.pk in budgets
        ],
        "papers": [paper for paper in papers_of(found.ref) if paper.revoked_at is None],
        "may_answer_now": may_answer(scope, body) and found.is_open_for(State.SURVEY, now),
        "may_join_now": may_answer(scope, body) and found.is_open_for(State.INTENT, now) and not takes_part,
        "may_withdraw_now": takes_part and may_withdraw(scope, body) and found.state in MAY_WITHDRAW_IN,
    }


def _estimate(view: queries.LineView, answer: queries.OwnAnswer | None) -> int | None:
    """Return what one's own quantity would cost at the budgeted tier known now, excluding tax."""
    quantity = view.own.now or (answer.quantities.get(view.line.pk, 0) if answer else 0)
    if not quantity:
        return None
    tier = view.tier or view.tiers[0]
    return quantity * tier.unit_price
