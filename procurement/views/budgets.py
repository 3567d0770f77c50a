"""What one's own municipality pays. Private: every read and write goes through the open scope."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from commons.accounts import acting
from commons.accounts.access import ActsAsMixin
from commons.accounts.form_tokens import OnceMixin
from commons.accounts.kept_forms import KeptFormMixin
from commons.tenancy import scopes
from procurement import actions
from procurement.forms import BudgetForm, RevisionForm
from procurement.models import CatalogueItem
from procurement.queries import item_page, own_budget
from procurement.rules import BUDGET_ROLES, may_keep_budget

from .confirming import StaleFormView
from .item import trail


class _OwnFigures(ActsAsMixin, OnceMixin, KeptFormMixin, StaleFormView):
    """Load the item for somebody who may keep their municipality's figures of it."""

    roles = BUDGET_ROLES
    item: CatalogueItem

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep the figures out of every cache."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the item; everybody may know that it exists."""
        super().setup(request, *args, **kwargs)
        self.item = get_object_or_404(CatalogueItem.objects.in_full(), slug=kwargs["slug"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse the hub, whose clerks hold the same roles, before anything is shown."""
        self._refuse_the_hub()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse the hub."""
        self._refuse_the_hub()
        return super().post(request, *args, **kwargs)

    def _refuse_the_hub(self) -> None:
        who = acting.of(self.request)
        if not may_keep_budget(scopes.current(), who.organisation if who else None):
            raise PermissionDenied

    @property
    def item_url(self) -> str:
        """Return the address of the item's page."""
        return reverse("procurement:item", args=[self.item.slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the item and the body."""
        who = acting.of(self.request)
        return super().get_context_data(
            **kwargs,
            item=self.item,
            own_organisation=who.organisation if who else None,
            cancel_url=self.item_url,
        )


class BudgetView(_OwnFigures):
    """Record what the body pays today for an item."""

    form_class = BudgetForm
    template_name = "procurement/budget.html"

    def get_initial(self) -> dict[str, Any]:
        """Start from the figures recorded."""
        return BudgetForm.initial_of(own_budget(self.item))

    def act(self, form: BudgetForm) -> str:
        """Record it."""
        actions.record_baseline(item=self.item, expected_revision=form.cleaned_data["revision"], **form.values())
        messages.success(self.request, _("Recorded. Only your municipality sees it."))
        return self.item_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the tiers beside the form, and offer to delete what is there."""
        kwargs.setdefault("current", own_budget(self.item))
        return super().get_context_data(
            **kwargs,
            heading=_("What your municipality pays today"),
            trail=trail(self.item, _("Unit price paid now")),
            page=item_page(slug=self.item.slug),
            screen="C-04",
        )


class BudgetClearView(_OwnFigures):
    """Delete the body's own figures, after a confirmation."""

    form_class = RevisionForm
    template_name = "procurement/budget_clear.html"

    def get_initial(self) -> dict[str, Any]:
        """Remember the revision that is shown."""
        budget = own_budget(self.item)
        return {"revision": budget.revision if budget else 0}

    def act(self, form: RevisionForm) -> str:
        """Delete them."""
        actions.clear_baseline(item=self.item, expected_revision=form.cleaned_data["revision"])
        messages.success(self.request, _("Deleted. Nothing of your municipality is recorded for this item any more."))
        return self.item_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what will be deleted."""
        kwargs.setdefault("current", own_budget(self.item))
        return super().get_context_data(
            **kwargs,
            heading=_("Delete the figures of your municipality?"),
            trail=trail(self.item, _("Delete")),
            screen="C-05",
        )
