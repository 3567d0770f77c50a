"""The page of a list. A house names its definition and its template."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.views.generic import TemplateView

from commons.lists.definition import ListDefinition
from commons.lists.listing import Listing
from commons.tenancy import scopes


class ListView(TemplateView):
    """Show a list to whoever asks. A list for members only stands behind a mixin of ``accounts.access``."""

    definition: ClassVar[ListDefinition]
    template_name = "lists/list_page.html"
    screen = ""  # the number of the screen that help and enquiries name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the template its ``listing``."""
        scope = scopes.current()
        if not self.definition.may_open(scope):
            raise PermissionDenied
        listing = Listing(self.definition, self.request.GET, scope, path=self.request.path)
        return super().get_context_data(**kwargs, listing=listing, screen=self.screen)
