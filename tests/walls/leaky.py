"""Addresses that leak, each in a way of its own, so that the walker's zero means something. For the tests alone."""

import io
from collections.abc import Callable
from typing import Any

import structlog
from django.core import mail
from django.core.cache import cache
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from openpyxl import Workbook

from commons.accounts.models import Membership
from commons.config.urls import urlpatterns as sound
from commons.files.models import Document
from commons.lists.models import SavedSearch
from commons.tenancy import scopes
from procurement.models import MunicipalityBudget

View = Callable[..., HttpResponse]
LEAKS: dict[str, View] = {}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _leak(view: View) -> View:
    LEAKS[view.__name__] = view
    return view


def _all(model: Any) -> list[Any]:
    with scopes.crossing("a careless view"):
        return list(model.objects.all())


@_leak
def page_of_amounts(request: HttpRequest) -> HttpResponse:
    """Show everybody's price."""
    return HttpResponse("".join(f"<td>{row.baseline_unit_price:,}円</td>" for row in _all(MunicipalityBudget)))


@_leak
def amounts_in_full_width(request: HttpRequest) -> HttpResponse:
    """Show them in digits that a plain comparison misses."""
    return HttpResponse(" ".join(str(row.unit_budget).translate(FULL_WIDTH) for row in _all(MunicipalityBudget)))


@_leak
def escaped_note(request: HttpRequest) -> HttpResponse:
    """Show a note in entities."""
    return HttpResponse("".join(f"&#{ord(sign)};" for row in _all(MunicipalityBudget) for sign in row.note))


@_leak
def header(request: HttpRequest) -> HttpResponse:
    """Say it in a header."""
    return HttpResponse(headers={"X-Paid": str([row.baseline_unit_price for row in _all(MunicipalityBudget)])})


@_leak
def cookie(request: HttpRequest) -> HttpResponse:
    """Say it in a cookie."""
    response = HttpResponse()
    response.set_cookie("paid", "-".join(str(row.baseline_unit_price) for row in _all(MunicipalityBudget)))
    return response


@_leak
def redirect(request: HttpRequest) -> HttpResponse:
    """Say it on the way."""
    return HttpResponseRedirect("/?q=" + "+".join(row.name for row in _all(SavedSearch)))


@_leak
def workbook(request: HttpRequest) -> HttpResponse:
    """Say it inside a zip."""
    book, file = Workbook(), io.BytesIO()
    for row in _all(MunicipalityBudget):
        book.active.append([row.note, row.baseline_unit_price])  # type: ignore[union-attr]  # a new book has a sheet
    book.save(file)
    return HttpResponse(file.getvalue(), content_type="application/vnd.ms-excel")


@_leak
def total(request: HttpRequest) -> HttpResponse:
    """Tell a sum: no secret stands in it, but it depends on them."""
    with scopes.crossing("a careless view"):
        found = MunicipalityBudget.objects.aggregate(n=Sum("baseline_unit_price"))
    return HttpResponse(str(found["n"]))


@_leak
def count(request: HttpRequest) -> HttpResponse:
    """Tell how many others keep something."""
    return HttpResponse(str(len(_all(MunicipalityBudget))))


@_leak
def order(request: HttpRequest) -> HttpResponse:
    """Disclose by the order of two words who keeps something."""
    names = ["alpha", "beta"]
    return HttpResponse(" ".join(reversed(names) if len(_all(SavedSearch)) == 2 else names))


@_leak
def cache_entry(request: HttpRequest) -> HttpResponse:
    """Keep it where all read."""
    cache.set("the-notes", [row.note for row in _all(MunicipalityBudget)])
    return HttpResponse()


@_leak
def cache_key(request: HttpRequest) -> HttpResponse:
    """Keep it in the name of what is kept."""
    for row in _all(MunicipalityBudget):
        cache.set(f"price-{row.baseline_unit_price}", 1)
    return HttpResponse()


@_leak
def log_line(request: HttpRequest) -> HttpResponse:
    """Tell the log."""
    structlog.get_logger("commons").info("paid", prices=[row.baseline_unit_price for row in _all(MunicipalityBudget)])
    return HttpResponse()


@_leak
def mailed(request: HttpRequest) -> HttpResponse:
    """Mail it."""
    for row in _all(MunicipalityBudget):
        mail.send_mail("subject", str(row.baseline_unit_price), None, ["somebody@city.example"])
    return HttpResponse()


@_leak
def trusted_query(request: HttpRequest) -> HttpResponse:
    """Believe the address about whose things to show."""
    asked = request.GET.get("organisation", "0")
    return HttpResponse([row.note for row in _all(MunicipalityBudget) if row.organisation_id == int(asked)])


@_leak
def trusted_body(request: HttpRequest) -> HttpResponse:
    """Believe a form about whose things to show."""
    asked = request.POST.get("person", "0")
    return HttpResponse([row.name for row in _all(SavedSearch) if row.person_id == int(asked)])


@_leak
def changed_row(request: HttpRequest) -> HttpResponse:
    """Believe a form about whose things to change."""
    Membership.objects.filter(pk=request.POST.get("membership", "0")).update(title="changed")
    return HttpResponse()


@_leak
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a file unchecked."""
    return HttpResponse(get_object_or_404(Document, pk=pk).file.open("rb").read())


@_leak
def existence(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell a foreign thing from one that is not there."""
    if not Document.objects.filter(pk=pk).exists():
        raise Http404
    return HttpResponseForbidden()


@_leak
def failure(request: HttpRequest) -> HttpResponse:
    """Fail."""
    raise RuntimeError("a fault")


NAMES_A_THING = {"document", "existence"}
urlpatterns = [
    *(
        path(f"leaky/{name}/<int:pk>/" if name in NAMES_A_THING else f"leaky/{name}/", view, name=f"leaky-{name}")
        for name, view in LEAKS.items()
    ),
    *sound,
]
handler400 = "commons.design.errors.bad_request"
handler403 = "commons.design.errors.permission_denied"
handler404 = "commons.design.errors.page_not_found"
handler500 = "commons.design.errors.server_error"
