"""Whose a page is."""

from wagtail.models import Page

from commons.tenancy.models import Organisation


def owner_of(page: Page) -> int | None:
    """Return the id of the body below whose home the page stands; ``None`` for Wagtail's root."""
    from .models import BodySite
    from .models.base import HOME_PATH

    return BodySite.objects.filter(home__path=page.path[:HOME_PATH]).values_list("organisation_id", flat=True).first()


def hub_id() -> int:
    """Return the hub's id."""
    return Organisation.objects.hub().pk
