"""Add items and publish versions: what is published stays, so a confirmation comes before it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts.access import ActsAsMixin, acts_as
from commons.accounts.form_tokens import OnceMixin
from commons.accounts.kept_forms import KeptFormMixin
from commons.values import clock
from commons.values.wareki import format_for_reader
from commons.values.yen import format_yen
from procurement import actions
from procurement.forms import NewItemForm, VersionForm
from procurement.models import CatalogueItem
from procurement.queries import item_page
from procurement.rules import CATALOGUE_ROLES

from .confirming import ConfirmedFormView
from .item import trail


class _PublishingView(ActsAsMixin, OnceMixin, KeptFormMixin, ConfirmedFormView):
    """Publish something after a confirmation."""

    roles = CATALOGUE_ROLES
    confirm_template_name = "procurement/publish_confirm.html"

    def confirm_context(self, form: Any) -> dict[str, Any]:
        """List what will be published."""
        return self.get_context_data(
            form=form,
            heading=_("Check before you publish"),
            rows=_rows(form),
            submit_label=_("Publish"),
        )


class NewItemView(_PublishingView):
    """Add an item with its first version."""

    form_class = NewItemForm
    template_name = "procurement/item_new.html"

    def get_initial(self) -> dict[str, Any]:
        """Start from today."""
        return {"valid_from_on": clock.today()}

    def act(self, form: NewItemForm) -> str:
        """Add it."""
        item = actions.add_item(slug=form.cleaned_data["slug"], version=form.new_version(), **form.item_values())
        return reverse("procurement:version-done", args=[item.slug, 1])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        kwargs.setdefault("heading", _("Add an item"))
        catalogue = reverse("procurement:catalogue")
        return super().get_context_data(
            **kwargs,
            trail=[(_("Joint procurement"), catalogue), (_("Add an item"), "")],
            cancel_url=catalogue,
            screen="C-07",
        )


class NewVersionView(_PublishingView):
    """Publish the next version of an item."""

    form_class = VersionForm
    template_name = "procurement/version_new.html"
    version_field = "expected_number"
    item: CatalogueItem

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the item."""
        super().setup(request, *args, **kwargs)
        self.item = get_object_or_404(CatalogueItem.objects.in_full(), slug=kwargs["slug"])

    def get_initial(self) -> dict[str, Any]:
        """Start from the current version, as of today."""
        version = self.item.current_version
        if version is None:
            return {"expected_number": 0}
        return VersionForm.initial_of(version) | {
            "valid_from_on": clock.today(),
            "expected_number": version.number,
        }

    def version_of(self, current: Any) -> int:
        """Return the number of the version that somebody else published."""
        return int(current.number) if current is not None else 0

    def act(self, form: VersionForm) -> str:
        """Publish it."""
        version = actions.publish_version(
            item=self.item, expected_number=form.cleaned_data["expected_number"], version=form.new_version()
        )
        return reverse("procurement:version-done", args=[self.item.slug, version.number])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        kwargs.setdefault("heading", _("Publish a new version"))
        return super().get_context_data(
            **kwargs,
            item=self.item,
            trail=trail(self.item, _("New version")),
            cancel_url=reverse("procurement:item", args=[self.item.slug]),
            screen="C-08",
        )


@require_safe
@acts_as(*CATALOGUE_ROLES)
def version_done(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say that a version is published, and what follows."""
    page = item_page(slug=slug, number=number)
    if page is None:
        raise Http404
    context = {
        "heading": _("The version is published"),
        "receipt_number": f"{slug}-{number}",
        "received_at": page.version.published_at,
        "page": page,
        "trail": trail(page.item, _("The version is published")),
        "back_url": reverse("procurement:item", args=[slug]),
        "back_label": _("Open the item’s page"),
        "screen": "C-09",
    }
    return render(request, "procurement/version_done.html", context)


def _rows(form: Any) -> list[tuple[Any, str]]:
    """Return label and value of everything that will be published, in the order of the form."""
    shown = []
    for field in form.visible_fields():
        if field.name.startswith("tier_") or field.name == "other_certifications":
            continue
        shown.append((field.label, _in_words(form, field)))
    return [*shown, (_("Tiers (without tax)"), "\n".join(_tier_lines(form)))]


def _in_words(form: Any, field: Any) -> str:
    value = form.all_certifications() if field.name == "certifications" else form.cleaned_data[field.name]
    if field.name == "valid_from_on":
        return str(format_for_reader(value))
    if field.name == "tax_percent":
        return f"{value}%"
    if isinstance(value, list):
        return "\n".join(value) or _("none")
    choices = dict(getattr(field.field, "choices", ())) if isinstance(value, str) else {}
    return str(choices.get(value, value))


def _tier_lines(form: Any) -> list[str]:
    return [
        _("from a total of %(quantity)s: %(price)s")
        % {"quantity": f"{tier.min_total_quantity:,}", "price": format_yen(tier.unit_price)}
        for tier in form.tiers
    ]
