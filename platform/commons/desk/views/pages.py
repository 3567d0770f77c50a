"""Plain pages: help, and how to reach the hub."""

import re
from typing import Any

from django.conf import settings
from django.views.generic import TemplateView

SCREEN_NUMBER = re.compile(r"[A-Z]-\d{2}")


class HelpPage(TemplateView):
    """Say how things are found and done here."""

    template_name = "desk/help.html"
    extra_context: dict[str, Any] = {"screen": "H-02"}


class ContactPage(TemplateView):
    """Say how to reach the hub, with the number of the screen one came from."""

    template_name = "desk/contact.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Take over the screen's number from the link, if it looks like one."""
        about = self.request.GET.get("screen", "")
        return super().get_context_data(
            **kwargs, screen="H-03", contact=settings.CONTACT, about=about if SCREEN_NUMBER.fullmatch(about) else ""
        )
