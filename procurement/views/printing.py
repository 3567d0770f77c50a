"""The papers of a procurement: a body's own; for the hub those of all, and many of them as one job."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts import form_tokens
from commons.accounts.access import acts_as, posts_only, signed_in
from commons.papers import kinds
from commons.papers.bulk import issue_many
from commons.papers.queries import papers_of
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from procurement.forms import PrintForm
from procurement.models import AgreementSignature, BoundQuantity, JointProcurement, Participation
from procurement.papers import AGREEMENT_PAPER, PARTICIPATION_FORM, RESULT_NOTICE, SURVEY_SHEET
from procurement.rules import RUNNING_ROLES, may_run
from procurement.states import State

from . import wording
from .procurement import load


@require_safe
@signed_in
def papers(request: HttpRequest, number: str) -> HttpResponse:
    """List the papers that the person at work may read; offer the hub to print for all."""
    return _page(request, load(number))


@acts_as(*RUNNING_ROLES)
@posts_only
def print_all(request: HttpRequest, number: str) -> HttpResponse:
    """Print a kind of paper for every body that is due one, as one job; what stands already is not printed anew."""
    found = load(number)
    form = PrintForm(request.POST, kinds=_due_kinds(found))
    if not form.is_valid():
        return _page(request, found, form=form)
    kind = form.cleaned_data["kind"]

    def start() -> str:
        wanted = [(found.ref, owner_id) for owner_id in _OWNERS[kind](found)]
        title = f"{found.number}_{kinds.named(kind).title}"
        job = issue_many(kind, wanted, title=title, url=wording.page_url(found, "papers"))
        return reverse("jobs:job", args=[job.pk])

    return HttpResponseRedirect(form_tokens.once(form.cleaned_data[form_tokens.FIELD], start))


def _page(request: HttpRequest, found: JointProcurement, *, form: PrintForm | None = None) -> HttpResponse:
    heading = _("Papers")
    names = dict(Organisation.objects.values_list("pk", "name"))
    context = {
        "heading": heading,
        "procurement": found,
        "papers": [(paper, names[paper.organisation_id]) for paper in papers_of(found.ref)],
        "may_run": may_run(scopes.current()),
        "form": form or PrintForm(kinds=_due_kinds(found)),
        "trail": wording.trail(found, heading),
        "screen": "C-50",
    }
    response = render(request, "procurement/papers.html", context)
    add_never_cache_headers(response)
    return response


def _due_kinds(found: JointProcurement) -> list[tuple[str, Any]]:
    """Return what can be printed for all in the present state, by name and title."""
    return [(kind, kinds.named(kind).title) for kind in _BY_STATE.get(State(found.state), ())]


def _everybody(found: JointProcurement) -> list[int]:
    return list(Organisation.objects.municipalities().values_list("pk", flat=True))


def _taking_part(found: JointProcurement) -> list[int]:
    rows = Participation.objects.standing().filter(procurement=found)
    return list(rows.values_list("organisation_id", flat=True))


def _signed(found: JointProcurement) -> list[int]:
    rows = AgreementSignature.objects.filter(agreement__procurement=found)
    return list(rows.values_list("organisation_id", flat=True))


def _bound(found: JointProcurement) -> list[int]:
    rows = BoundQuantity.objects.filter(result__line__procurement=found)
    return sorted(set(rows.values_list("organisation_id", flat=True)))


_OWNERS: dict[str, Callable[[JointProcurement], list[int]]] = {
    SURVEY_SHEET: _everybody,
    PARTICIPATION_FORM: _taking_part,
    AGREEMENT_PAPER: _signed,
    RESULT_NOTICE: _bound,
}
_BY_STATE: dict[State, tuple[str, ...]] = {
    State.SURVEY: (SURVEY_SHEET,),
    State.INTENT: (PARTICIPATION_FORM,),
    State.SPEC_REVIEW: (PARTICIPATION_FORM,),
    State.AGREEMENT: (PARTICIPATION_FORM, AGREEMENT_PAPER),
    State.COMMITTING: (AGREEMENT_PAPER,),
    State.COMMITTED: (AGREEMENT_PAPER, RESULT_NOTICE),
}
