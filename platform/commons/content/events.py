"""What happens to pages."""

from dataclasses import dataclass

from commons.events.event import Event

PAGE_KIND = "content.page"


@dataclass(frozen=True, kw_only=True)
class PagePublished(Event):
    """A page, or a new version of it, went live."""

    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class PageWithdrawn(Event):
    """A page is no longer live: unpublished, expired or deleted."""

    organisation_id: int
