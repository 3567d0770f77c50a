"""What an editor's browser sends."""

import json
from typing import Any

from django.test import Client

from commons.content.models import SectionPage

from .conftest import section

PLAIN = {"title_en": "", "summary_en": "", "body_en-count": "0", "comments-TOTAL_FORMS": "0"}


def form_of(title: str, *, paragraph: str = "本文です。", **fields: Any) -> dict[str, Any]:
    """Return a notice's fields as the form sends them."""
    return {
        "title": title,
        "slug": fields.pop("slug", "written"),
        "summary": "",
        "category": "暮らし",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "paragraph",
        "body-0-id": "",
        "body-0-value": paragraph,
        "go_live_at": "",
        "expire_at": "",
        **PLAIN,
        **fields,
    }


def add_address(parent: SectionPage) -> str:
    """Return where a new notice below ``parent`` is written."""
    return f"/cms/pages/add/content/noticepage/{parent.pk}/"


def write(editor: Client, slug: str, form: dict[str, Any], action: str = "action-submit") -> Any:
    """Send the form of a new notice."""
    return editor.post(add_address(section(slug)), form | {action: "1"})


def shown(response: Any) -> str:
    """Return what an answer says, for a failing test."""
    return json.dumps(str(getattr(response, "context", None) and response.context.get("errors", "")))
