"""Announce what happens to pages, inside the transaction that does it, and forget what the cache kept of the body."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from commons.audit import log
from commons.events import Event, announce
from commons.files.models import Document, Image
from commons.tenancy import scopes
from commons.values.ref import Ref

from . import bodies, page_cache
from .events import PAGE_KIND, PagePublished, PageWithdrawn
from .models import BodyPage, BodySite
from .pictures import WIDTH


@receiver(page_published, dispatch_uid="content.published")
def _published(instance: Page, **_: Any) -> None:
    if instance.live:  # Wagtail sends it for what is only scheduled, too
        _tell(PagePublished, instance, "published_page")


@receiver(page_unpublished, dispatch_uid="content.unpublished")
def _unpublished(instance: Page, **_: Any) -> None:
    _tell(PageWithdrawn, instance, "withdrew_page")


@receiver(pre_delete, dispatch_uid="content.deleted")
def _deleted(sender: Any, instance: Any, **_: Any) -> None:
    if isinstance(instance, BodyPage):
        _tell(PageWithdrawn, instance, "deleted_page")


@receiver(post_page_move, dispatch_uid="content.moved")
@receiver(page_slug_changed, dispatch_uid="content.renamed")
def _moved(instance: Page, **_: Any) -> None:
    _forget(bodies.owner_of(instance))


@receiver(post_save, dispatch_uid="content.saved")
def _saved(sender: Any, instance: Any, **_: Any) -> None:
    """Forget on every save of a live page: a fixed slug or a changed row shows at once."""
    if isinstance(instance, BodyPage) and instance.live:
        _forget(bodies.owner_of(instance))


@receiver(pre_save, sender=Image, dispatch_uid="content.image_owner")
@receiver(pre_save, sender=Document, dispatch_uid="content.document_owner")
def _owned_by_the_body_at_work(instance: Any, **_: Any) -> None:
    """Give an upload to the body that its editor acts for, and keep it in that body's collection."""
    scope = scopes.current_or_none()
    if instance.organisation_id is None and scope is not None and scope.organisation_id is not None:
        instance.organisation_id = scope.organisation_id
    if instance.organisation_id is not None:
        own = BodySite.objects.filter(organisation_id=instance.organisation_id).values_list("collection", flat=True)
        instance.collection_id = own.first() or instance.collection_id


@receiver(post_save, sender=Image, dispatch_uid="content.image_shown")
def _sized(instance: Image, **_: Any) -> None:
    """Make the size in which pages show it now: the first look must not have to."""
    instance.get_rendition(WIDTH)


def _tell(event: type[Event], page: Page, verb: str) -> None:
    owner = bodies.owner_of(page)
    if owner is None or scopes.current_or_none() is None:
        return
    about = Ref(PAGE_KIND, str(page.pk))
    with transaction.atomic():  # Wagtail's actions open none of their own
        log.record(verb, about)
        announce(event(subject=about, organisation_id=owner))  # type: ignore[call-arg]  # both events have it
    _forget(owner)


def _forget(owner: int | None) -> None:
    if owner is not None:
        transaction.on_commit(lambda: page_cache.forget(owner), robust=True)
