"""The ground's form, confirmation and deed, for things that count their revisions and forms that grow rows."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from commons.accounts.confirming import ActingFormView, ConfirmingFormView, without_errors


class StaleFormView(ActingFormView):
    """Run one action; on a stale edit show both states with nothing lost."""

    version_field = "revision"

    def version_of(self, current: Any) -> int:
        """Return the present revision; 0 when there is nothing yet."""
        return int(current.revision) if current is not None else 0


class ConfirmedFormView(StaleFormView, ConfirmingFormView):
    """Ask for confirmation before acting."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add rows when that button was pressed, else go one step on or back."""
        if "add_rows" in request.POST:
            form = self.get_form_class()(**{**self.get_form_kwargs(), "data": self.get_form().with_more_rows()})
            return self.render_to_response(self.get_context_data(form=without_errors(form)))
        return super().post(request, *args, **kwargs)
