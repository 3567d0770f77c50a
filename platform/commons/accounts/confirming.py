"""A form, then a page that shows what will be done, then the deed.

All are POSTs to one address that carry what was typed along, so nothing is stored between them.
"""

from typing import TYPE_CHECKING, Any

from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.generic import FormView

from commons.values.refusals import Refusal, StaleEdit

from . import form_tokens

if TYPE_CHECKING:
    _FormView = FormView[Any]
else:
    _FormView = FormView


class ActingFormView(_FormView):
    """Run one action; show what it refuses beside its field, and on a stale edit the present state, nothing lost."""

    version_field = "version"

    def form_valid(self, form: Any) -> HttpResponse:
        """Act once, however often the button is pressed."""
        try:
            address = form_tokens.once(form.cleaned_data[form_tokens.FIELD], lambda: self.act(form))
        except StaleEdit as stale:
            return self.both(form, stale)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            return self.form_invalid(form)
        return HttpResponseRedirect(address)

    def act(self, form: Any) -> str:
        """Run the action; return the address of the page that tells of it."""
        raise NotImplementedError

    def version_of(self, current: Any) -> int:
        """Return the number by which the present state is known."""
        return int(current.version) if current is not None else 0

    def both(self, form: Any, stale: StaleEdit) -> HttpResponse:
        """Show the present state beside what was typed; sending again then acts on it knowingly."""
        data = form.data.copy()
        if self.version_field in form.fields:
            data[form.add_prefix(self.version_field)] = str(self.version_of(stale.current))
        again = self.get_form_class()(**{**self.get_form_kwargs(), "data": data})
        without_errors(again)
        again.add_error(None, stale.message)
        return self.render_to_response(self.get_context_data(form=again, stale=True, current=stale.current))


class ConfirmingFormView(ActingFormView):
    """Ask for confirmation before acting."""

    confirm_template_name = "confirm_page.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go one step on, or back: whichever button was pressed."""
        form = self.get_form()
        if "change" in request.POST:
            return self.render_to_response(self.get_context_data(form=without_errors(form)))
        if not form.is_valid():
            return self.form_invalid(form)
        if "confirmed" in request.POST:
            return self.form_valid(form)
        return render(request, self.confirm_template_name, self.confirm_context(form))

    def confirm_context(self, form: Any) -> dict[str, Any]:
        """Return the whole context of the confirmation page."""
        return self.get_context_data(form=form, **self.confirmation(form))

    def confirmation(self, form: Any) -> dict[str, Any]:
        """Return what the confirmation page shows: heading, rows, submit_label."""
        raise NotImplementedError


def without_errors(form: Any) -> Any:
    """Draw what was typed as it is, without judging it yet."""
    form._errors = ErrorDict()
    form.cleaned_data = {}
    return form
