"""Mend what is said of an item."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.access import ActsAsMixin
from commons.accounts.form_tokens import OnceMixin
from commons.accounts.kept_forms import KeptFormMixin
from procurement import actions
from procurement.forms import ItemEditForm
from procurement.models import CatalogueItem
from procurement.rules import CATALOGUE_ROLES

from .confirming import StaleFormView
from .item import trail


class ItemEditView(ActsAsMixin, OnceMixin, KeptFormMixin, StaleFormView):
    """Edit an item. Its versions are published, never edited."""

    roles = CATALOGUE_ROLES
    form_class = ItemEditForm
    template_name = "procurement/item_edit.html"
    item: CatalogueItem

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the item."""
        super().setup(request, *args, **kwargs)
        self.item = get_object_or_404(CatalogueItem.objects.in_full(), slug=kwargs["slug"])

    def get_initial(self) -> dict[str, Any]:
        """Start from what is said now."""
        return ItemEditForm.initial_of(self.item)

    def act(self, form: ItemEditForm) -> str:
        """Save."""
        actions.edit_item(item=self.item, expected_revision=form.cleaned_data["revision"], **form.item_values())
        messages.success(self.request, _("Saved."))
        return reverse("procurement:item", args=[self.item.slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        return super().get_context_data(
            **kwargs,
            item=self.item,
            heading=_("Edit the item"),
            trail=trail(self.item, _("Edit")),
            cancel_url=reverse("procurement:item", args=[self.item.slug]),
            submit_label=_("Save"),
            screen="C-06",
        )
