"""The public page that verifies a paper. It knows what the public register knows, and changes nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts import limits
from commons.papers import verification
from commons.papers.forms import FileForm, NumberForm


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a number; lead to its page."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("papers:verify", number=form.cleaned_data["number"])
    context = {"form": form, "heading": _("Verify a paper")}
    return render(request, "papers/verify_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """Say what the register knows of a number; a POST holds a file against it, and keeps nothing of it."""
    limits.consume(request, action="verify")
    verified = verification.look_up(verification.normal(number))
    form = FileForm(request.POST or None, request.FILES or None) if verified.entry else None
    context: dict[str, Any] = {"verified": verified, "heading": _("Verify a paper"), "form": form}
    status = 200
    if request.method == "POST" and form is not None:
        form.is_bound = True
        if form.is_valid():
            context["comparison"] = verified.compare(form.cleaned_data["file"].chunks())
            context["form"] = FileForm()
        else:
            status = 422
    return render(request, "papers/verify.html", context, status=status)
