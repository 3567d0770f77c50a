"""Two editors at once."""

from typing import Any

import pytest

from commons.accounts.models import Role, User
from commons.content.models import NoticePage
from tests import people
from tests.commons.content.conftest import notice
from tests.commons.content.writing import form_of

pytestmark = pytest.mark.usefixtures("three_sites")


def editor(name: str) -> User:
    return people.person_acting_for("toshima-mura", Role.EDITOR, name=name)


def opened(page: NoticePage) -> dict[str, str]:
    """Return what the form remembers of the version it was opened with."""
    latest = page.get_latest_revision()
    return {"loaded_revision_id": str(latest.pk), "loaded_revision_created_at": latest.created_at.isoformat()}


def title_of(page: NoticePage) -> str:
    """Return the newest draft's title."""
    return str(NoticePage.objects.get(pk=page.pk).get_latest_revision_as_object().title)


def save(browser: Any, page: NoticePage, title: str, paragraph: str, seen: dict[str, str]) -> Any:
    form = form_of(title, paragraph=paragraph, slug=page.slug, **seen)
    return browser.post(f"/cms/pages/{page.pk}/edit/", form)


def test_whoever_saves_second_sees_both_versions_and_may_keep_theirs():
    page = notice("toshima-mura", "はじめの題", live=False)
    first, second = (people.client_of(editor(name)) for name in ("先の人", "後の人"))
    seen = opened(page)
    assert save(first, page, "先の題", "先の本文", seen).status_code == 302

    answer = save(second, page, "後の題", "後の本文", seen)

    assert answer.status_code == 409
    assert all(word in answer.text for word in ("先の題", "先の本文", "後の題", "後の本文", "先の人"))
    assert title_of(page) == "先の題"

    again = dict(answer.context["fields"])
    assert second.post(f"/cms/pages/{page.pk}/edit/", again).status_code == 302
    assert title_of(page) == "後の題"


def test_one_person_alone_is_never_asked():
    page = notice("toshima-mura", "はじめの題", live=False)
    alone = people.client_of(editor("ひとり"))
    seen = opened(page)

    assert save(alone, page, "一度目", "本文", seen).status_code == 302
    assert save(alone, page, "二度目", "本文", seen).status_code == 302

    assert title_of(page) == "二度目"
