"""Two bodies with everything that Wagtail's admin could show of either."""

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.models import Page, Revision, TaskState, WorkflowState

from commons.accounts.models import Role, User
from commons.content.models import BodySite, NoticePage, RulePage
from commons.files.models import Document, Image
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from tests import people
from tests.commons.content.conftest import notice, section


@dataclass
class Body:
    """A body's ids by the names that addresses use, and the words that must not leave it."""

    slug: str
    editor: User
    page_id: int
    parent_page_id: int
    revision_id: int
    task_state_id: int
    workflow_state_id: int
    image_id: int
    document_id: int
    collection_id: int
    home_id: int
    group_id: int
    waiting_id: int
    secrets: list[str] = field(default_factory=list)


def build(slug: str, mark: str) -> Body:
    """Fill a body: a draft, a page that waits for approval, a rule, a picture, a file, all named with ``mark``."""
    organisation = Organisation.objects.get(slug=slug)
    site = BodySite.objects.select_related("home").get(organisation=organisation)
    editor = people.person_acting_for(slug, Role.EDITOR, name=f"編集{mark}人")
    people.person_acting_for(slug, Role.EDITOR, name=f"同僚{mark}人")
    draft = notice(slug, f"下書き{mark}題", live=False, slug=f"draft-{mark}", summary=f"要約{mark}文")
    with scopes.system("test"):
        Page.objects.filter(pk=draft.pk).update(owner=editor)
        draft.refresh_from_db()
        draft.title = f"二版{mark}題"
        revision = draft.save_revision(user=editor, log_action=True)
        section(slug).add_child(
            instance=RulePage(
                title=f"規程{mark}号", slug=f"rule-{mark}", number="1", in_force_from=dt.date(2026, 4, 1), live=False
            )
        )
        waiting = notice(slug, f"承認待ち{mark}題", live=False, slug=f"waiting-{mark}")
        state = waiting.get_workflow().start(waiting, editor)
        image = Image.objects.create(
            title=f"写真{mark}図",
            file=ContentFile(png(), name=f"photo-{mark}.png"),
            organisation=organisation,
            uploaded_by_user=editor,
        )
        document = Document.objects.create(
            title=f"書類{mark}表",
            file=ContentFile(f"中身{mark}字".encode(), name=f"paper-{mark}.txt"),
            organisation=organisation,
            uploaded_by_user=editor,
        )
    return Body(
        slug=slug,
        editor=editor,
        page_id=draft.pk,
        parent_page_id=section(slug).pk,
        revision_id=revision.pk,
        task_state_id=state.current_task_state_id,
        workflow_state_id=state.pk,
        image_id=image.pk,
        document_id=document.pk,
        collection_id=site.collection_id,
        home_id=site.home_id,
        group_id=site.group_id,
        waiting_id=waiting.pk,
        secrets=[
            *(
                f"{word}{mark}"
                for word in ("編集", "同僚", "下書き", "二版", "要約", "規程", "承認待ち", "写真", "書類", "中身")
            ),
            *(f"{word}-{mark}" for word in ("draft", "rule", "waiting", "photo", "paper")),
        ],
    )


def png(size: tuple[int, int] = (12, 8)) -> bytes:
    """Return a small picture."""
    file = io.BytesIO()
    Picture.new("RGB", size, "navy").save(file, "PNG")
    return file.getvalue()


def rows_of(body: Body) -> list[Any]:
    """Return everything of a body that a write could change."""
    home = Page.objects.get(pk=body.home_id)
    pages = list(Page.objects.descendant_of(home, inclusive=True).order_by("path").values())
    ids = [str(page["id"]) for page in pages]
    page_type = ContentType.objects.get_for_model(Page)
    return [
        pages,
        list(NoticePage.objects.descendant_of(home).order_by("pk").values("pk", "summary", "category")),
        list(Revision.objects.filter(base_content_type=page_type, object_id__in=ids).order_by("pk").values()),
        list(WorkflowState.objects.filter(base_content_type=page_type, object_id__in=ids).order_by("pk").values()),
        list(TaskState.objects.filter(workflow_state__object_id__in=ids).order_by("pk").values()),
        list(Image.objects.filter(organisation__slug=body.slug).order_by("pk").values()),
        list(Document.objects.filter(organisation__slug=body.slug).order_by("pk").values()),
    ]
