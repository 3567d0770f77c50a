"""The hub's page of a procurement: what came in, who is late, what blocks the next step."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from commons.accounts import form_tokens
from commons.accounts.access import acts_as, posts_only
from commons.design import tilemap
from commons.tenancy.models import Organisation
from commons.values import clock
from commons.values.refusals import Refusal
from commons.values.wareki import format_for_reader
from procurement import actions, queries
from procurement.forms import RemindForm
from procurement.models import JointProcurement
from procurement.queries import BodyRow, Cockpit
from procurement.rules import RUNNING_ROLES
from procurement.states import OPEN_TO_JOIN, Stance, State

from . import binding, wording
from .procurement import load

_STANCE_KINDS = {Stance.JOIN: "on", Stance.CONSIDERING: "think", Stance.PASS: "pass"}

SORTS: dict[str, tuple[Any, Callable[[BodyRow], Any]]] = {
    "code": (gettext_lazy("By code"), lambda row: row.body.code),
    "quantity": (gettext_lazy("Largest quantity first"), lambda row: (-row.total, row.body.code)),
    "entered": (
        gettext_lazy("Latest entry first"),
        lambda row: (row.entered_at is None, -row.entered_at.timestamp() if row.entered_at else 0, row.body.code),
    ),
    "stance": (
        gettext_lazy("By answer"),
        lambda row: (["join", "considering", "pass", ""].index(row.stance), row.body.code),
    ),
}


@require_safe
@acts_as(*RUNNING_ROLES)
def cockpit(request: HttpRequest, number: str) -> HttpResponse:
    """Show the page."""
    return _page(request, load(number))


@acts_as(*RUNNING_ROLES)
@posts_only
def remind(request: HttpRequest, number: str) -> HttpResponse:
    """Remind the chosen bodies, each once a day."""
    found = load(number)
    codes = list(Organisation.objects.municipalities().values_list("code", flat=True))
    form = RemindForm(request.POST, codes=[code for code in codes if code])
    if not form.is_valid():
        return _page(request, found, form=form)
    chosen = Organisation.objects.filter(code__in=form.cleaned_data["body"]).values_list("pk", flat=True)

    def act() -> str:
        bodies = actions.remind(procurement=found, body_ids=list(chosen))
        sentence = ngettext("%(count)s body was reminded.", "%(count)s bodies were reminded.", len(bodies))
        messages.success(request, sentence % {"count": len(bodies)})
        return wording.page_url(found, "cockpit")

    try:
        return HttpResponseRedirect(form_tokens.once(form.cleaned_data[form_tokens.FIELD], act))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, form=form)


def _page(request: HttpRequest, found: JointProcurement, *, form: RemindForm | None = None) -> HttpResponse:
    state = queries.cockpit(found)
    sort = request.GET.get("sort", "code")
    context = {
        "heading": found.title,
        "procurement": found,
        "cockpit": state,
        "rows": sorted(state.rows, key=SORTS.get(sort, SORTS["code"])[1]),
        "sorts": [{"key": key, "label": label, "selected": key == sort} for key, (label, _key) in SORTS.items()],
        "tiles": [_tile(row, state) for row in state.rows],
        "map_words": _words(state),
        "legend": _legend(state),
        "steps": wording.steps(found),
        "next_step": next_step(found),
        "spec": queries.latest_spec(found),
        "deadlines": [
            (wording.step_name(State(deadline.state)), deadline, _may_move(found, deadline.state))
            for deadline in found.deadlines.all()
        ],
        "form": form or RemindForm(codes=[]),
        "chases": found.state in OPEN_TO_JOIN and found.takes_entries(clock.now()),
        "trail": wording.trail(found, _("Cockpit")),
        "screen": "C-20",
    }
    response = render(request, "procurement/cockpit.html", context)
    add_never_cache_headers(response)
    return response


def next_step(found: JointProcurement) -> dict[str, str] | None:
    """Return the way to the next step, or why it is not open yet: what blocks it stands beside the button."""
    if found.state == State.DRAFT:
        return {
            "label": _("Open the survey"),
            "url": wording.page_url(found, "open-survey"),
            "why": _draft_lacks(found),
        }
    if found.state == State.SURVEY:
        return {
            "label": _("Go on to the expression of interest"),
            "url": wording.page_url(found, "open-intent"),
            "why": _survey_runs(found),
        }
    return binding.next_step(found)


def _draft_lacks(found: JointProcurement) -> str:
    if not found.lines.exists():
        return _("Add at least one line before you open the survey.")
    return "" if found.specs.exists() else _("Write a draft of the specification before you open the survey.")


def _survey_runs(found: JointProcurement) -> str:
    if found.closes_at is None or not found.takes_entries(clock.now()):
        return ""
    return _("Possible after the deadline (%(moment)s)") % {"moment": format_for_reader(found.closes_at)}


def _may_move(found: JointProcurement, state: str) -> bool:
    order = [str(step) for step in State]
    return order.index(state) >= order.index(found.state)


def _tile(row: BodyRow, state: Cockpit) -> dict[str, Any]:
    if row.is_late:
        return wording.tile(row.body, kind="wait", state=_("Nothing yet"))
    mark = f"{row.total:,}" if row.stance == Stance.JOIN and row.total and len(state.lines) == 1 else ""
    kind = _STANCE_KINDS.get(Stance(row.stance), "") if row.stance else ""
    return wording.tile(row.body, kind=kind, state=row.word, mark=mark)


def _legend(state: Cockpit) -> list[tuple[str, str, str, int]]:
    """Return the kinds of tiles with their counts: a sample shows the mark, and no body's figure."""
    words = {row.stance: row.word for row in state.entered}
    shown = [
        (kind, tilemap.MARKS[kind], words[stance], state.counted(stance))
        for stance, kind in _STANCE_KINDS.items()
        if stance in words
    ]
    return [*shown, ("wait", tilemap.MARKS["wait"], _("Nothing yet"), len(state.late))] if state.late else shown


def _words(state: Cockpit) -> str:
    return _(
        "%(join)s bodies would like to take part, %(think)s are considering it, %(passed)s pass, %(late)s have entered "
        "nothing yet."
    ) % {
        "join": state.counted(Stance.JOIN),
        "think": state.counted(Stance.CONSIDERING),
        "passed": state.counted(Stance.PASS),
        "late": len(state.late),
    }
