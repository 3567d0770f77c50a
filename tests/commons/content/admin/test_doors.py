"""Every address of Wagtail's admin, walked by an editor with another body's things: no foreign byte, no foreign row."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from commons.content.admin import doors, gate
from commons.content.models import BodySite
from commons.tenancy import scopes
from tests import people
from tests.commons.content.writing import form_of

from . import world
from .world import Body

pytestmark = pytest.mark.usefixtures("three_sites")
ABSENT = 999_999


@pytest.fixture
def ours(three_sites: dict[str, BodySite]) -> Body:
    return world.build("setagaya", "甲一")


@pytest.fixture
def theirs(three_sites: dict[str, BodySite]) -> Body:
    return world.build("toshima-mura", "乙二")


def patterns() -> Iterator[tuple[str, str]]:
    yield from _below(get_resolver("wagtail.admin.urls").url_patterns, "", "")


def _below(entries: list[Any], names: str, route: str) -> Iterator[tuple[str, str]]:
    for entry in entries:
        here = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"{names}{entry.name or ''}", here
        else:
            yield from _below(entry.url_patterns, f"{names}{entry.namespace}:" if entry.namespace else names, here)


def filled(route: str, body: Body, name: str = "") -> str:
    """Return the address with a body's ids in its places."""
    ids: dict[str, Any] = {
        "page_id": body.waiting_id if "workflow" in route else body.page_id,
        "parent_page_id": body.parent_page_id,
        "page_to_move_id": body.page_id,
        "destination_id": body.parent_page_id,
        "page_pk": body.page_id,
        "revision_id": body.revision_id,
        "task_state_id": body.task_state_id,
        "workflow_state_id": body.workflow_state_id,
        "image_id": body.image_id,
        "document_id": body.document_id,
        "doc_id": body.document_id,
        "collection_id": body.collection_id,
        "object_id": body.page_id,
        "uploaded_file_id": 1,
        "session_id": 1,
        "task_id": 1,
        "workflow_pk": 1,
        "app_label": "content",
        "model_name": "noticepage",
        "content_type_app_name": "content",
        "content_type_model_name": "noticepage",
        "app_name": "content",
        "action_name": "approve",
        "action": "delete",
        "filter_spec": "width-100",
        "uidb64": "x",
        "token": "y",
        "pk": _pk_of(name, body),
    }
    path = route.replace("^(\\d+)/revisions/compare/(live|earliest|\\d+)\\.\\.\\.(live|latest|\\d+)/$", "{compare}")
    path = path.replace("{compare}", f"{body.page_id}/revisions/compare/earliest...latest/").replace(
        "^.*/$", "nowhere/"
    )
    return "/cms/" + re.sub(r"<\w+:(\w+)>|<(\w+)>", lambda found: str(ids[found[1] or found[2]]), path).replace("^", "")


def _pk_of(name: str, body: Body) -> int:
    for word, pk in (
        ("image", body.image_id),
        ("doc", body.document_id),
        ("user", body.editor.pk),
        ("group", body.group_id),
        ("collection", body.collection_id),
        ("pages", body.page_id),
    ):
        if word in name:
            return pk
    return 1


def names_things(route: str) -> bool:
    """Tell whether an address names a body's thing."""
    return bool(
        re.search(
            r"(page_id|page_pk|page_to_move_id|revision_id|image_id|document_id|doc_id|object_id|:pk>|\\d\+)", route
        )
    )


class Walk:
    """A walk of one editor through every address, with another's ids."""

    def __init__(self, ours: Body, theirs: Body) -> None:
        self.ours, self.theirs = ours, theirs
        self.browser = people.client_of(ours.editor)
        self.session = self.browser.cookies["sessionid"].value
        self.leaks: list[str] = []
        self.tried = self.requests = 0
        self.before = world.rows_of(theirs)

    def everywhere(self, *names: str) -> "Walk":
        """Walk: the foreign address by every method, and our own address with foreign ids in query and body."""
        for name, route in patterns():
            if names and name not in names:
                continue
            self.tried += 1
            foreign, own = filled(route, self.theirs, name), filled(route, self.ours, name)
            for method, path, fields in self._requests(foreign, own):
                self._send(name, method, path, fields, expects_absence=names_things(route) and path.startswith(foreign))
        return self

    def _requests(self, foreign: str, own: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        yield "get", foreign, {}
        yield "post", foreign, form_of("書き換え") | {"action-submit": "1", "next": "/cms/"}
        query = urlencode(self._ids(), doseq=True)
        yield "get", f"{own}?{query}", {}
        yield "post", own, self._body()

    def _ids(self) -> dict[str, Any]:
        them = self.theirs
        return {
            "id": [them.page_id, them.image_id, them.document_id], "collection_id": them.collection_id,
            "child_of": them.parent_page_id, "childOf": them.parent_page_id, "owner": them.editor.pk,
            "edited_by": them.editor.pk, "user": them.editor.pk,
            "q": self.theirs.secrets[2], "destination": them.parent_page_id, "p": 1,
        }  # fmt: skip

    def _body(self) -> dict[str, Any]:
        them = self.theirs
        return form_of(
            "自分の頁",
            **{
                "body-count": "2",
                "body-1-deleted": "", "body-1-order": "1", "body-1-id": "", "body-1-type": "figure",
                "body-1-value-image": str(them.image_id), "body-1-value-alternative": "図", "body-1-value-caption": "",
                "collection": str(them.collection_id), "supersedes": str(them.page_id), "organisation": "1",
                "overwrite_revision_id": str(them.revision_id), "id": str(them.page_id),
            },
        )  # fmt: skip

    def _send(self, name: str, method: str, path: str, fields: dict[str, Any], *, expects_absence: bool) -> None:
        self.requests += 1
        with _undone():
            self.browser.cookies["sessionid"] = self.session  # one of the addresses signs out
            answer = getattr(self.browser, method)(path, fields) if fields else getattr(self.browser, method)(path)
            said = f"{answer.headers}{answer.content.decode('utf-8', 'replace')}" if not answer.streaming else ""
            asked = unquote(f"{path}{fields}")
            for secret in self.theirs.secrets:
                if secret in said and secret not in asked:
                    self.leaks.append(f"{name} {method} {path}: {secret}")
            if method == "post" and world.rows_of(self.theirs) != self.before:
                self.leaks.append(f"{name} {method} {path}: changed a foreign row")
            if expects_absence and answer.status_code not in {404, 405}:
                self.leaks.append(f"{name} {method} {path}: {answer.status_code}")


class _undone:
    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, *fault: object) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


def test_every_view_of_wagtail_is_open_led_elsewhere_or_shut():
    named = {name for name, _ in patterns() if name}

    assert named == doors.OPEN.keys() | doors.LED_ELSEWHERE.keys() | doors.SHUT
    assert not doors.OPEN.keys() & doors.SHUT
    assert not doors.OPEN.keys() & doors.LED_ELSEWHERE.keys()


def test_an_editor_meets_nothing_of_another_body(
    ours: Body, theirs: Body, record_property: Callable[[str, object], None]
):
    walk = Walk(ours, theirs).everywhere()

    record_property("cms", [walk.tried, walk.requests, len(walk.leaks)])
    print(f"patterns tried {walk.tried}, requests {walk.requests}, leaks {len(walk.leaks)}")
    assert walk.leaks == []


def test_an_editor_reaches_their_own(ours: Body):
    browser = people.client_of(ours.editor)

    unread = []
    for name, route in patterns():
        if name in doors.OPEN and names_things(route):
            with _undone():
                status = browser.get(filled(route, ours, name)).status_code
            if status == 404:
                unread.append(name)

    assert unread == ["wagtailadmin_pages:workflow_action"] or unread == []


def test_planted_leaks_are_found(ours: Body, theirs: Body, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gate._Check, "__call__", lambda *_: None)
    planted = {"wagtailadmin_reports:site_history": doors.Door()}
    for name, door in planted.items():
        monkeypatch.setitem(doors.OPEN, name, door)
    unchecked = {
        "wagtailimages_chooser:chosen",
        "wagtaildocs_chooser:chosen",
        "wagtailadmin_pages:workflow_history_detail",
    }

    found = Walk(ours, theirs).everywhere(*planted, *unchecked).leaks

    assert {leak.split(" ")[0] for leak in found} == planted.keys() | unchecked


def test_what_is_shut_is_not_found_for_the_own_body_either(ours: Body):
    browser = people.client_of(ours.editor)

    answers = {
        name: browser.get(filled(route, ours, name)).status_code for name, route in patterns() if name in doors.SHUT
    }

    assert set(answers.values()) == {404}


def test_a_home_page_is_never_deleted(ours: Body):
    browser = people.client_of(ours.editor)

    assert browser.post(f"/cms/pages/{ours.home_id}/delete/").status_code == 403
    assert browser.post(f"/cms/pages/{ours.home_id}/unpublish/").status_code == 403


def test_nobody_holds_a_permission_over_people_sites_or_workflows(ours: Body):
    with scopes.member(
        user_id=ours.editor.pk, organisation_id=BodySite.objects.get(home=ours.home_id).organisation_id,
        roles=frozenset({"editor"}),
    ):  # fmt: skip
        held = ours.editor.get_all_permissions()
        for name in (
            "accounts.change_user",
            "auth.change_group",
            "wagtailcore.change_site",
            "wagtailcore.add_workflow",
        ):
            assert not ours.editor.has_perm(name)

    assert held == set()
    assert not ours.editor.groups.exists()


def test_an_editor_of_two_bodies_works_for_one_at_a_time(ours: Body, theirs: Body):
    people.membership(ours.editor, "toshima-mura", "editor")
    browser = people.client_of(ours.editor)
    session = browser.session
    session["acting_for"] = BodySite.objects.get(home=ours.home_id).organisation_id
    session.save()

    assert browser.get(f"/cms/pages/{ours.page_id}/edit/").status_code == 200
    assert browser.get(f"/cms/pages/{theirs.page_id}/edit/").status_code == 404


def test_a_visitor_is_led_to_sign_in_from_everywhere(theirs: Body):
    for name, route in patterns():
        answer = Client().get(filled(route, theirs, name))

        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/accounts/login/"), name
