"""The pages of what got stuck on its way. For the hub alone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from commons.accounts.access import SignedInMixin
from commons.desk.deliveries import DELIVERIES, may_look_after
from commons.events import outbox
from commons.events.models import Delivery
from commons.lists.views.listing import ListView
from commons.tenancy import scopes


class DeliveriesView(SignedInMixin, ListView):
    """List the deliveries that were given up on: what they are, since when, and the kind of fault; never whose."""

    definition = DELIVERIES
    template_name = "desk/deliveries.html"
    screen = "H-08"
    extra_context = {"trail": [(DELIVERIES.title, "")]}


class RetryView(SignedInMixin, View):
    """Put one back into the queue."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Retry it once; a second click finds it no longer parked and does no harm."""
        if not may_look_after(scopes.current()):
            raise PermissionDenied
        found = get_object_or_404(Delivery, pk=pk)
        if outbox.retry(found):
            messages.success(request, _("Delivery %(number)s is back in the queue.") % {"number": found.pk})
        else:
            messages.info(request, _("Delivery %(number)s is not parked any more.") % {"number": found.pk})
        return HttpResponseRedirect(reverse("desk:deliveries"))
