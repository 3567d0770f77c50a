"""The page of an item."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts import acting
from commons.tenancy import scopes
from commons.values import clock
from commons.values.tax import with_tax
from commons.values.text import to_ascii_digits
from commons.values.yen import format_yen
from procurement.calculations.quote import Quote, quote
from procurement.calculations.savings import Difference, Saving, difference, savings
from procurement.calculations.tiers import Step
from procurement.forms import QuantityForm
from procurement.models import CatalogueItem, MunicipalityBudget
from procurement.queries import ItemPage, item_page, newest_live, own_budget
from procurement.rules import may_answer, may_edit_catalogue, may_keep_budget, may_see_budget
from procurement.states import State


@require_safe
def item(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an item, one of its versions, what a quantity costs, and to a municipality its own figures."""
    page = item_page(slug=slug, number=_number(request.GET.get("version", "")))
    if page is None:
        raise Http404
    form = QuantityForm(request.GET if "quantity" in request.GET else None)
    priced = _priced(page, form)
    context = {
        "page": page,
        "item": page.item,
        "form": form,
        "quote": priced,
        "steps": _steps(page.tiers, priced),
        "tiers": _rows(page, priced),
        "screen": "C-03",
        "trail": trail(page.item),
        "may_edit": may_edit_catalogue(scopes.current()),
        **_live(request, page),
        **_own(request, page, priced),
    }
    response = render(request, "procurement/item.html", context)
    if acting.of(request):
        add_never_cache_headers(response)  # one's own figures must not wait in a shared computer's cache
    return response


def _live(request: HttpRequest, page: ItemPage) -> dict[str, Any]:
    """Return the procurement of this item that is under way, and whether its survey can be answered from here."""
    live = newest_live([page.item.pk]).get(page.item.pk)
    if live is None:
        return {}
    who = acting.of(request)
    is_open = live.procurement.is_open_for(State.SURVEY, clock.now())
    may = may_answer(scopes.current(), who.organisation if who else None)
    return {"live": live, "may_answer_now": is_open and may}


def trail(thing: CatalogueItem, *last: str) -> list[tuple[str, str]]:
    """Return the way to an item's page, and on to a page below it."""
    here = [
        (_("Joint procurement"), reverse("procurement:catalogue")),
        (thing.name, reverse("procurement:item", args=[thing.slug])),
    ]
    return [*here, *((title, "") for title in last)]


def _number(asked: str) -> int | None:
    """Read a version's number; what is none leads to no version, and so to the page that says so."""
    if not asked:
        return None
    digits = to_ascii_digits(asked).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9 and int(digits)):
        raise Http404
    return int(digits)


def _priced(page: ItemPage, form: QuantityForm) -> Quote | None:
    if not form.is_bound or not form.is_valid():
        return None
    return quote(page.tiers, quantity=form.cleaned_data["quantity"], tax_percent=page.version.tax_percent)


def _steps(tiers: Sequence[Step], priced: Quote | None) -> list[dict[str, Any]]:
    """Return the tiers for the picture."""
    return [
        {
            "label": _("from %(quantity)s") % {"quantity": f"{tier.min_total_quantity:,}"},
            "price": tier.unit_price,
            "text": format_yen(tier.unit_price),
            "now": priced is not None and tier.min_total_quantity == priced.from_quantity,
        }
        for tier in tiers
    ]


def _rows(page: ItemPage, priced: Quote | None) -> list[dict[str, Any]]:
    """Return the tiers for the table; a unit's price with tax is that of one unit on a paper of its own."""
    return [
        {
            "tier": tier,
            "gross": with_tax(tier.unit_price, page.version.tax_percent),
            "now": priced is not None and tier.min_total_quantity == priced.from_quantity,
        }
        for tier in page.tiers
    ]


def _own(request: HttpRequest, page: ItemPage, priced: Quote | None) -> dict[str, Any]:
    """Return what only the body at work sees; for anybody else, nothing is even asked of the database."""
    who = acting.of(request)
    organisation = who.organisation if who else None
    if not may_see_budget(scopes.current(), organisation):
        return {}
    budget = own_budget(page.item)
    return {
        "own_organisation": organisation,
        "budget": budget,
        "may_keep_budget": may_keep_budget(scopes.current(), organisation),
        "savings": _savings(page, budget),
        "quantity_saving": _quantity_saving(budget, priced),
    }


def _savings(page: ItemPage, budget: MunicipalityBudget | None) -> list[Saving]:
    paid = budget.baseline_unit_price if budget else None
    return savings(page.tiers, baseline=paid) if paid else []


def _quantity_saving(budget: MunicipalityBudget | None, priced: Quote | None) -> Difference | None:
    paid = budget.baseline_unit_price if budget else None
    if paid is None or priced is None:
        return None
    return difference(baseline=paid, unit_price=priced.unit_price, quantity=priced.quantity)
