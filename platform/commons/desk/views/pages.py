"""Plain pages: help, and how to reach the hub."""

from typing import Any

from django.views.generic import TemplateView


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
            **kwargs, screen="H-03", about=about if about.replace("-", "").isalnum() and len(about) <= 10 else ""
        )
