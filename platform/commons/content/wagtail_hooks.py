"""What the editors' admin offers."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commons.tenancy import scopes

from .admin import access, conflicts

_SHOWN = {"images", "documents"}


class PagesMenuItem(MenuItem):
    """A plain link to the body's pages: Wagtail's sliding tree asks an API that is shut."""

    def __init__(self) -> None:
        super().__init__(
            pgettext_lazy("admin", "Pages"),
            reverse("wagtailadmin_explore_root"),
            name="pages",
            icon_name="folder-open-inverse",
            order=100,
        )


@hooks.register("construct_main_menu")
def _main_menu(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [PagesMenuItem(), *(item for item in items if item.name in _SHOWN)]


@hooks.register("construct_homepage_panels")
def _home_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Show what waits for a decision; the other panels follow a person from one body to the next."""
    panels[:] = [panel for panel in panels if type(panel).__name__ == "WorkflowObjectsToModeratePanel"]


@hooks.register("construct_page_action_menu")
def _page_actions(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer to submit first, and never to publish alone."""
    items[:] = sorted(
        (item for item in items if item.name != "action-publish"), key=lambda item: item.name != "action-submit"
    )


@hooks.register("before_edit_page")
def _both_versions(request: HttpRequest, page: Any) -> HttpResponse | None:
    return conflicts.answer(request, page)


@hooks.register("construct_page_listing_buttons")
def _listing_buttons(buttons: list[Any], page: Any, user: Any, context: Any = None) -> None:
    """Leave out what is shut."""
    shut = ("/move/", "/copy/", "/lock/", "/unlock/", "sort")
    buttons[:] = [button for button in buttons if not any(word in str(getattr(button, "url", "")) for word in shut)]


@hooks.register("construct_explorer_page_queryset")
def _explored(parent: Any, pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    site = access.site_at_work(scopes.current())
    return pages.filter(path__startswith=site.home.path) if site else pages.none()


@hooks.register("construct_image_chooser_queryset")
@hooks.register("construct_document_chooser_queryset")
def _own_uploads(rows: Any, request: HttpRequest) -> Any:
    """Narrow by the collection, which the search behind it knows; every upload lies in its own body's."""
    site = access.site_at_work(scopes.current())
    return rows.filter(collection_id=site.collection_id) if site else rows.none()
