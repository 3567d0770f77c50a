"""Make the site of every body: home page, section for notices, host, editors' permissions, place for uploads."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from commons.tenancy.models import Organisation
from commons.values import clock

from . import addresses
from .models import BodySite, HomePage, SecondEditorTask, SectionPage

PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page")
UPLOAD_PERMISSIONS = tuple(
    f"{verb}_{kind}" for kind in ("image", "document") for verb in ("add", "change", "delete", "choose")
)
HUB_SECTIONS = (
    ("notices", "お知らせ", "Notices"),
    ("rules", "規程・ガイドライン", "Rules and guidelines"),
    ("reports", "業務改善レポート", "Improvement reports"),
    ("manuals", "手順書", "Manuals"),
    ("terms", "利用規約", "Terms of use"),
    ("privacy", "個人情報の取扱い", "Privacy"),
    ("accessibility", "アクセシビリティ方針", "Accessibility statement"),
)
BODY_SECTIONS = HUB_SECTIONS[:1]
WORKFLOW = "公開の承認"


@transaction.atomic
def make(slugs: list[str] | None = None) -> int:
    """Make what is missing, for all bodies or those named; return how many sites were made. Twice changes nothing."""
    root = _roots()
    _forget_stock_pages()
    wanted = Organisation.objects.exclude(pk__in=BodySite.objects.values("organisation"))
    made = [_make_one(root, body) for body in (wanted if slugs is None else wanted.filter(slug__in=slugs))]
    _have_approved(root)
    port = _port()
    Site.objects.exclude(port=port).update(port=port)
    return len(made)


def _roots() -> Page:
    """Return the root of all pages. Wagtail's migrations bring it, with that of the collections; a flush takes both."""
    Locale.objects.get_or_create(language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE))
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    return Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))


def _forget_stock_pages() -> None:
    """Delete the page and the site that Wagtail's migrations bring: an unknown host would be answered with them."""
    stock = Page.objects.filter(depth=2, slug="home", content_type__model="page")
    Site.objects.filter(root_page__in=stock).delete()
    for page in stock:
        page.delete()


def _make_one(root: Page, body: Organisation) -> BodySite:
    name = body.name if body.is_hub else f"{body.name} デジタルの取組"
    name_en = body.name_en if body.is_hub else f"Digital {body.name_en}"
    now = clock.now()
    shown = {"live": True, "first_published_at": now, "last_published_at": now}
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title=name, title_en=name_en, slug=body.slug, **shown))
    for slug, title, title_en in HUB_SECTIONS if body.is_hub else BODY_SECTIONS:
        home.add_child(instance=SectionPage(title=title, title_en=title_en, slug=slug, **shown))
    host = settings.HUB_HOST if body.is_hub else f"{body.slug}.{settings.HUB_HOST}"
    site = Site.objects.create(
        hostname=host, port=_port(), site_name=body.name, root_page=home, is_default_site=body.is_hub
    )
    group = Group.objects.create(name=f"編集 {body.name}")
    collection = Collection.get_first_root_node().add_child(instance=Collection(name=body.name))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=home, permission=permission)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS
        )
    )
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=permission)
        for permission in Permission.objects.filter(content_type__app_label="files", codename__in=UPLOAD_PERMISSIONS)
    )
    return BodySite.objects.create(organisation=body, home=home, site=site, group=group, collection=collection)


def _have_approved(root: Page) -> None:
    """Have every page approved by a second editor before it goes live."""
    if SecondEditorTask.objects.exists():
        return
    Workflow.objects.all().delete()  # Wagtail's stock workflow asks a group of moderators that nobody is in
    Task.objects.all().delete()
    task = SecondEditorTask.objects.create(name=WORKFLOW)
    workflow = Workflow.objects.create(name=WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=root)


def _port() -> int:
    hub = urlsplit(addresses.hub_root())
    return hub.port or (443 if hub.scheme == "https" else 80)
