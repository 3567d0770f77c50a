"""The pages of a person's notices. Another person's notice answers like one that never was: 404."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from commons.accounts.access import SignedInMixin, posts_only, signed_in
from commons.accounts.confirming import ActingFormView
from commons.accounts.form_tokens import OnceMixin
from commons.accounts.kept_forms import KeptFormMixin
from commons.desk.forms.notices import MailPreferenceForm
from commons.desk.notices import NOTICES
from commons.lists.views.listing import ListView
from commons.notifications import notices, preferences
from commons.notifications.models import Notice
from commons.tenancy import scopes

_NOTICES = gettext_lazy("Notices")
_MAIL = gettext_lazy("How notices come by mail")


class NoticesView(SignedInMixin, ListView):
    """List a person's notices. Opening this page marks nothing: only its buttons do."""

    definition = NOTICES
    template_name = "desk/notices.html"
    screen = "H-05"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell up to which notice the button marks."""
        context = super().get_context_data(**kwargs)
        shown = list(context["listing"].page)
        return {
            **context,
            "newest_notice": max((notice.pk for notice in shown), default=0),
            "trail": [(_NOTICES, "")],
            "any_new": any(notice.seen_at is None for notice in shown),
        }


class NoticeView(SignedInMixin, TemplateView):
    """Show one notice, to which a mail's link leads, and one button that marks it and goes on.

    Mail gateways open every link: a GET changes nothing.
    """

    template_name = "desk/notice.html"

    @cached_property
    def notice(self) -> Notice:
        """Return the notice, if it is the person's own."""
        mine = notices.of(scopes.current()).select_related("organisation")
        found: Notice = get_object_or_404(mine, number=self.kwargs["number"])
        return found

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Mark it as seen and go where it leads."""
        notice = self.notice
        notices.mark_seen(scopes.current(), number=notice.number)
        return HttpResponseRedirect(notice.url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the template the notice; ask for it first, for a foreign one is not found."""
        notice = self.notice
        return super().get_context_data(
            **kwargs,
            notice=notice,
            heading=notice.line,
            narrow=True,
            trail=[(_NOTICES, reverse("desk:notices")), (notice.number, "")],
            screen="H-06",
        )


@signed_in
@posts_only
def mark_seen(request: HttpRequest) -> HttpResponse:
    """Mark all notices up to the newest that the page showed (``newest``) as seen; nothing without a number."""
    newest = request.POST.get("newest", "")
    if newest.isascii() and newest.isdigit() and len(newest) <= 18:
        notices.mark_seen(scopes.current(), up_to=int(newest))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else reverse("desk:notices"))


class MailPreferenceView(SignedInMixin, OnceMixin, KeptFormMixin, ActingFormView):
    """Let a person choose when mail comes, and in which language."""

    form_class = MailPreferenceForm
    template_name = "form_page.html"
    extra_context = {
        "heading": _MAIL,
        "lead": gettext_lazy("A mail carries the number, a neutral title and a link. It never tells what it is about."),
        "narrow": True,
        "submit_label": gettext_lazy("Save"),
        "trail": [(_NOTICES, reverse_lazy("desk:notices")), (_MAIL, "")],
        "cancel_url": reverse_lazy("desk:notices"),
        "screen": "H-07",
    }

    def get_initial(self) -> dict[str, Any]:
        """Start from what holds now."""
        held = preferences.of(self.request.user.pk or 0)
        return {"rhythm": held.rhythm, "language": held.language if held.pk else get_language()}

    def act(self, form: Any) -> str:
        """Save it, and go back to the notices."""
        preferences.choose(rhythm=form.cleaned_data["rhythm"], language=form.cleaned_data["language"])
        messages.success(self.request, _("Your choice is saved."))
        return reverse("desk:notices")
