"""Act for another of one's bodies."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import View

from commons.accounts import acting
from commons.accounts.access import SignedInMixin
from commons.accounts.acting import CHOSEN, Choice
from commons.audit import log
from commons.values.ref import Ref


class SwitchView(SignedInMixin, View):
    """Switch by POST, to a body where one holds a role today; any other answers 404."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Record it for the body that is left: its administrator may see when somebody stopped acting for it."""
        choice = _choice(request, request.POST.get("membership", ""))
        log.record("switched_body", Ref("accounts.person", str(request.user.pk)), changed=[CHOSEN])
        request.session[CHOSEN] = choice.organisation.pk
        messages.success(request, _("You now act for %(body)s.") % {"body": choice.organisation})
        return HttpResponseRedirect(_next(request))


def _choice(request: HttpRequest, membership_id: str) -> Choice:
    who = acting.of(request)
    for choice in who.choices if who else ():
        if membership_id in {str(membership.pk) for membership in choice.memberships}:
            return choice
    raise Http404("no valid membership of this person")


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    stays = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if stays else reverse("desk:home")
