"""What the demonstration's buttons do."""

import datetime as dt
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.accounts.models import User
from commons.values.wareki import format_for_reader

from . import business_time, mailbox, persons

View = Callable[[HttpRequest], HttpResponse]
STEPS = {"hour": dt.timedelta(hours=1), "day": dt.timedelta(days=1)}


def demonstration_only(view: View) -> View:
    """Answer 404 anywhere but in a demonstration."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.DEMO_MODE:
            raise Http404
        return view(request)

    return guarded


@demonstration_only
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the clock an hour, a day, or to the next deadline, and go back to the page."""
    move = request.POST.get("move")
    if move == "deadline":
        moment = business_time.forward_to_next_deadline()
    elif move in STEPS:
        moment = business_time.forward(STEPS[move])
    else:
        raise BadRequest("The clock moves by an hour, a day, or to the next deadline.")
    if moment is None:
        messages.info(request, _("No deadline lies ahead. The clock has not moved."))
    else:
        messages.success(request, _("The time here is now %(moment)s.") % {"moment": format_for_reader(moment)})
    return HttpResponseRedirect(_own_path(request, otherwise="desk:home"))


@demonstration_only
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in one of the people of interest; nobody else has a button."""
    emails = {one.id: one.email for one in persons.of_interest()}
    user = get_object_or_404(User, email=emails.get(request.POST.get("person", "")), is_active=True)
    if request.user.is_authenticated:  # a request works for one person: leave, and have the browser press once more
        logout(request)
        return HttpResponseRedirect(request.path, preserve_request=True)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(_own_path(request, otherwise=settings.LOGIN_REDIRECT_URL))


@demonstration_only
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Show what would have gone out by mail: nothing leaves a demonstration."""
    heading = _("Mails of this demonstration")
    context = {"heading": heading, "trail": [(heading, "")], "mails": mailbox.latest(), "screen": "D-01"}
    return render(request, "demo/mails.html", context)


def _own_path(request: HttpRequest, *, otherwise: str) -> str:
    """Return where to go on, if that is a path of this site: never a host, not even this one's name."""
    asked = request.POST.get("next", "")
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return resolve_url(otherwise)
