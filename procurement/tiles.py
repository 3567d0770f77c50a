"""What this house shows outside: at its door, among the newest, and behind a reference."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.contracts.domains import Fact, Newcomer
from commons.contracts.refs import Resolved
from commons.tenancy import scopes
from commons.values import clock

from . import queries
from .models import CatalogueItem, JointProcurement
from .states import OPEN_TO_JOIN


def facts() -> list[Fact]:
    """Return the figures at the door, each one query."""
    joinable = JointProcurement.objects.filter(state__in=OPEN_TO_JOIN, closes_at__gt=clock.now())
    return [
        Fact(_("Catalogue"), CatalogueItem.objects.count(), _("items")),
        Fact(_("Open to take part"), joinable.count(), _("procurements")),
    ]


def newest(limit: int) -> list[Newcomer]:
    """Return the items whose current version was published last. One query."""
    return [
        Newcomer(title=item.name, url=_url(item), kind=item.category.display_name, at=item.published_at)
        for item in queries.newest(limit)
        if item.published_at is not None
    ]


def resolve_item(public_id: str) -> Resolved | None:
    """Follow a reference to an item; everybody may."""
    item = CatalogueItem.objects.filter(slug=public_id).first()
    return Resolved(item.name, _url(item)) if item else None


def resolve_procurement(public_id: str) -> Resolved | None:
    """Follow a reference to a procurement; drafts are the hub's alone."""
    found = JointProcurement.objects.visible_to(scopes.current()).filter(number=public_id).first()
    return Resolved(found.title, reverse("procurement:procurement", args=[found.number])) if found else None


def _url(item: CatalogueItem) -> str:
    return reverse("procurement:item", args=[item.slug])
