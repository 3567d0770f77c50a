"""The catalogue."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.lists.views import ListView
from commons.tenancy import scopes
from procurement.filters import CATALOGUE
from procurement.queries import newest_live
from procurement.rules import may_edit_catalogue


class CatalogueView(ListView):
    """Show the catalogue to everybody; offer hub officers to add to it."""

    definition = CATALOGUE
    template_name = "procurement/catalogue.html"
    screen = "C-02"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way here and the officers' button."""
        context = super().get_context_data(
            **kwargs,
            trail=[(_("Joint procurement"), reverse("procurement:catalogue")), (_("Catalogue"), "")],
            may_edit=may_edit_catalogue(scopes.current()),
        )
        shown = context["listing"].page.object_list
        live = newest_live(item.pk for item in shown)
        context["rows"] = [(item, live.get(item.pk)) for item in shown]
        return context
