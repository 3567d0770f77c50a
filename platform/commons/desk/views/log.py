"""The page of the log."""

from typing import Any

from commons.accounts.access import SignedInMixin
from commons.desk.log import LOG, thing_of, what_of
from commons.lists.views.listing import ListView


class LogView(SignedInMixin, ListView):
    """Show a person what they did and who saw them; an administrator also what was done for their body."""

    definition = LOG
    template_name = "desk/log.html"
    screen = "H-04"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give each row its words."""
        context = super().get_context_data(**kwargs)
        context["trail"] = [(context["listing"].title, "")]
        context["rows"] = [(record, what_of(record), thing_of(record)) for record in context["listing"].page]
        return context
