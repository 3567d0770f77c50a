"""All tasks, and the deadlines as a calendar."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from commons.accounts import acting
from commons.accounts.access import SignedInMixin
from commons.contracts import tasks
from commons.desk import agenda
from commons.tenancy import scopes
from commons.tenancy.scopes import Scope


class TasksView(SignedInMixin, TemplateView):
    """Show everything that the person has to do, and everything they wait for."""

    template_name = "desk/tasks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather it from whoever has tasks."""
        scope = scopes.current()
        return super().get_context_data(
            **kwargs,
            heading=_("Tasks"),
            tasks=tasks.of(scope),
            waiting=tasks.waiting_for_others(scope),
            trail=[(_("Tasks"), "")],
            screen="H-26",
        )


class CalendarView(SignedInMixin, TemplateView):
    """Give the address of one's own feed."""

    template_name = "desk/calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Make the address for the person and the body acted for; none without a body."""
        who, scope, address = acting.of(self.request), scopes.current(), ""
        if who and who.organisation:
            path = reverse("desk:calendar-feed", args=[agenda.token_for(scope, who.user)])
            address = self.request.build_absolute_uri(path)
        return super().get_context_data(
            **kwargs,
            heading=_("Deadlines in your own calendar"),
            address=address,
            trail=[(_("Deadlines in your own calendar"), "")],
            screen="H-27",
        )


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Hand out the deadlines of whomever the address was made for: a calendar has no session, this is its key."""
    scope = agenda.scope_of(token)
    if scope is None:
        raise Http404
    response = HttpResponse(_written(request, scope), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _written(request: HttpRequest, scope: Scope) -> bytes:
    """Write it in the scope of the address; a browser that is signed in for somebody else gets nothing."""
    base = f"{request.scheme}://{request.get_host()}"
    if scopes.current() == scope:
        return agenda.calendar(scope, base_url=base)
    if scopes.current().kind != "public":
        raise Http404
    with scopes.opened(scope):
        return agenda.calendar(scope, base_url=base)
