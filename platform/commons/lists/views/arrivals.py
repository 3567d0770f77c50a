"""What newly met a person's saved searches."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from commons.accounts.access import SignedInMixin, posts_only, signed_in
from commons.lists import arrivals
from commons.tenancy import scopes

MOST_SHOWN = 100
_ARRIVALS = gettext_lazy("New for your saved searches")


class ArrivalsView(SignedInMixin, TemplateView):
    """List the arrivals of the last thirty days. Opening this page marks nothing: only its buttons do."""

    template_name = "lists/arrivals.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the template the arrivals."""
        rows = list(arrivals.of(scopes.current())[:MOST_SHOWN])
        return super().get_context_data(
            **kwargs,
            heading=_ARRIVALS,
            trail=[(_ARRIVALS, "")],
            arrivals=rows,
            newest=max((row.pk for row in rows), default=0),
            any_unseen=any(row.seen_at is None for row in rows),
            screen="L-05",
        )


@signed_in
@posts_only
def mark_seen(request: HttpRequest) -> HttpResponse:
    """Mark one arrival (``arrival``), or all up to the newest that the page showed (``newest``), as seen.

    Another person's arrival, or none, is marked by nobody: the answer is the same page either way.
    """
    one, newest = _number(request.POST.get("arrival")), _number(request.POST.get("newest"))
    if "arrival" not in request.POST or one is not None:
        arrivals.mark_seen(scopes.current(), arrival_id=one, up_to=newest)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else reverse("lists:arrivals"))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 18 else None
