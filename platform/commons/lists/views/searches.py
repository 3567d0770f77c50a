"""The screens of a person's saved searches. Another person's search answers like one that never was: 404."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from commons.accounts.access import SignedInMixin
from commons.accounts.form_tokens import OnceMixin, once
from commons.accounts.kept_forms import KeptFormMixin
from commons.lists import registry, searches
from commons.lists.forms import PlainForm, SearchNameForm
from commons.lists.listing import Listing
from commons.lists.models import SavedSearch
from commons.tenancy import scopes
from commons.values.refusals import Refusal

_SEARCHES = gettext_lazy("Saved searches")


class SearchesView(SignedInMixin, TemplateView):
    """List the person's searches of all lists."""

    template_name = "lists/searches.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the template the searches."""
        return super().get_context_data(
            **kwargs,
            heading=_SEARCHES,
            trail=[(_SEARCHES, "")],
            searches=searches.of(scopes.current()),
            screen="L-01",
        )


class _SearchForm(SignedInMixin, OnceMixin, KeptFormMixin, FormView[Any]):
    """A form about one search, of which each click counts once."""

    form_class: Any = SearchNameForm
    heading: Any = ""
    submit_label: Any = ""
    success_url: Any = reverse_lazy("lists:searches")

    def act(self, form: Any) -> str:
        """Do it, and return the address of the page that shows it."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it once; put a refusal beside the field."""
        try:
            self.success_url = once(form.cleaned_data["form_token"], lambda: self.act(form))
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page and its buttons."""
        values = {
            "heading": self.heading,
            "trail": [(_SEARCHES, reverse("lists:searches")), (self.heading, "")],
            "submit_label": self.submit_label,
            "cancel_url": reverse("lists:searches"),
        }
        return super().get_context_data(**{**values, **kwargs})


class SaveView(_SearchForm):
    """Save the conditions of the address under a name."""

    template_name = "lists/search_form.html"
    heading = gettext_lazy("Save this search")
    submit_label = gettext_lazy("Save")

    @cached_property
    def listing(self) -> Listing:
        """Return the list with the conditions to save."""
        definition = registry.find(self.kwargs["name"])
        scope = scopes.current()
        if definition is None or not definition.may_open(scope):
            raise Http404
        return Listing(definition, self.request.GET, scope)

    def act(self, form: Any) -> str:
        """Save it, and show the list."""
        search = searches.save_search(
            list_name=self.listing.definition.name, name=form.cleaned_data["name"], query=self.listing.query
        )
        messages.success(self.request, _("The search “%(name)s” is saved.") % {"name": search.name})
        return search.url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what is about to be saved."""
        return super().get_context_data(**kwargs, listing=self.listing, cancel_url=self.listing.url, screen="L-02")


class _OwnSearch(_SearchForm):
    """A form about a search that exists."""

    @cached_property
    def search(self) -> SavedSearch:
        """Return the search, if it is the person's own."""
        found: SavedSearch = get_object_or_404(searches.of(scopes.current()), pk=self.kwargs["pk"])
        return found


class RenameView(_OwnSearch):
    """Give a search another name."""

    template_name = "form_page.html"
    heading = gettext_lazy("Rename the search")
    submit_label = gettext_lazy("Save")

    def get_initial(self) -> dict[str, Any]:
        """Start from the present name."""
        return {"name": self.search.name}

    def act(self, form: Any) -> str:
        """Rename it, and show all."""
        searches.rename_search(search=self.search, name=form.cleaned_data["name"])
        messages.success(self.request, _("The search is now called “%(name)s”.") % {"name": self.search.name})
        return reverse("lists:searches")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask for the search first: a foreign one is not found."""
        return super().get_context_data(**kwargs, search=self.search, screen="L-03")


class DeleteView(_OwnSearch):
    """Delete a search after a page that asks."""

    template_name = "lists/search_delete.html"
    form_class = PlainForm
    heading = gettext_lazy("Delete the search")
    submit_label = gettext_lazy("Delete")

    def act(self, form: Any) -> str:
        """Delete it, and show the rest."""
        name = self.search.name
        searches.delete_search(search=self.search)
        messages.success(self.request, _("The search “%(name)s” is deleted.") % {"name": name})
        return reverse("lists:searches")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what is about to go."""
        rows = [(_("Name of the search"), self.search.name), (_("List"), self.search.list_title)]
        return super().get_context_data(**kwargs, rows=rows, screen="L-04")
