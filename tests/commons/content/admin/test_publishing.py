"""Written by one, approved by another, live at its minute, gone at its end."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from wagtail.models import TaskState

from commons.accounts.models import Role, User
from commons.content.models import NoticePage
from commons.events import deliver_due, due
from commons.events.models import Announcement
from commons.values import clock
from tests import people
from tests.commons.content.conftest import notice
from tests.commons.content.writing import form_of, write

pytestmark = pytest.mark.usefixtures("three_sites")
VILLAGE = "toshima-mura.localhost"


def editor(slug: str = "toshima-mura", role: str = Role.EDITOR) -> User:
    return people.person_acting_for(slug, role)


def visit(path: str) -> int:
    return Client(headers={"host": VILLAGE}).get(path).status_code


def decide(browser: Client, page: NoticePage, action: str = "approve") -> Any:
    waiting = TaskState.objects.get(workflow_state__object_id=str(page.pk), status=TaskState.STATUS_IN_PROGRESS)
    return browser.post(f"/cms/pages/workflow/action/{page.pk}/{action}/{waiting.pk}/", {"comment": "見出しを直す"})


def tick() -> None:
    due.tick()
    deliver_due()


def test_a_second_editor_publishes_what_the_first_wrote():
    writer, second = people.client_of(editor()), people.client_of(editor())

    assert write(writer, "toshima-mura", form_of("画面が新しくなります")).status_code == 302
    page = NoticePage.objects.get()
    assert not page.live
    assert visit("/notices/written/") == 302

    assert "画面が新しくなります" in second.get("/cms/").text
    assert decide(second, page).status_code in {200, 302}
    assert visit("/notices/written/") == 200
    assert Announcement.objects.filter(event="content.PagePublished").count() == 1


def test_nobody_approves_their_own():
    writer = people.client_of(editor())
    editor()
    write(writer, "toshima-mura", form_of("自分で承認"))
    page = NoticePage.objects.get()

    writer.get("/cms/")  # tells once that it was handed in
    assert "自分で承認" not in writer.get("/cms/").text
    decide(writer, page)

    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("action", ["action-publish"])
def test_nobody_publishes_alone(action: str):
    writer = people.client_of(editor())

    assert write(writer, "toshima-mura", form_of("ひとりで公開"), action).status_code == 403
    assert not NoticePage.objects.exists()


def test_the_hub_approves_where_a_village_has_one_editor_only():
    write(people.client_of(editor()), "toshima-mura", form_of("村のお知らせ"))
    page = NoticePage.objects.get()
    hub = people.client_of(editor("hub"))

    assert "村のお知らせ" in hub.get("/cms/").text
    assert hub.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
    decide(hub, page)

    assert visit("/notices/written/") == 200
    assert hub.get(f"/cms/pages/{page.pk}/edit/").status_code == 404


def test_the_hub_stays_out_where_a_body_has_a_second_editor():
    write(people.client_of(editor()), "toshima-mura", form_of("村のお知らせ"))
    editor()
    page = NoticePage.objects.get()
    hub = people.client_of(editor("hub"))

    assert "村のお知らせ" not in hub.get("/cms/").text
    assert decide(hub, page).status_code == 404


def test_what_is_sent_back_comes_back_with_its_reason():
    writer, second = people.client_of(editor()), people.client_of(editor())
    write(writer, "toshima-mura", form_of("直すところがある"))
    page = NoticePage.objects.get()

    decide(second, page, "reject")

    assert (
        "見出しを直す"
        in writer.get(f"/cms/pages/{page.pk}/workflow_history/").text + writer.get(f"/cms/pages/{page.pk}/edit/").text
    )
    assert visit("/notices/written/") == 302


def test_what_waits_is_locked_for_its_writer():
    writer = people.client_of(editor())
    editor()
    write(writer, "toshima-mura", form_of("待っている"))
    page = NoticePage.objects.get()

    writer.post(f"/cms/pages/{page.pk}/edit/", form_of("書き換えた"))

    assert page.get_latest_revision_as_object().title == "待っている"


def test_a_page_goes_live_and_goes_at_its_minute_of_business_time(business_clock: Any):
    start = business_clock.moment
    form = form_of("予約", go_live_at=_local(start, 60), expire_at=_local(start, 120))
    writer, second = people.client_of(editor()), people.client_of(editor())
    write(writer, "toshima-mura", form)
    page = NoticePage.objects.get()
    decide(second, page)

    business_clock.forward(minutes=59)
    tick()
    assert visit("/notices/written/") == 302

    business_clock.forward(minutes=1)
    tick()
    assert visit("/notices/written/") == 200
    assert "予約" in Client(headers={"host": VILLAGE}).get("/").text

    business_clock.forward(minutes=60)
    assert visit("/notices/written/") == 302  # before the worker has seen it
    assert "予約" not in Client(headers={"host": VILLAGE}).get("/").text
    tick()
    assert NoticePage.objects.get().expired


def test_a_jump_over_both_moments_shows_nothing_and_announces_once(business_clock: Any):
    start = business_clock.moment
    writer, second = people.client_of(editor()), people.client_of(editor())
    write(writer, "toshima-mura", form_of("予約", go_live_at=_local(start, 60), expire_at=_local(start, 120)))
    decide(second, NoticePage.objects.get())

    business_clock.forward(days=3)
    tick()
    tick()

    assert visit("/notices/written/") == 302
    assert Announcement.objects.filter(event="content.PageWithdrawn").count() == 1


def test_a_schedule_that_ends_before_it_begins_is_refused_in_words(business_clock: Any):
    start = business_clock.moment
    form = form_of("逆", go_live_at=_local(start, 120), expire_at=_local(start, 60))

    answer = write(people.client_of(editor()), "toshima-mura", form)

    assert answer.status_code == 200
    assert not NoticePage.objects.exists()
    assert 'value="逆"' in answer.text


def test_a_title_of_control_characters_is_refused_in_words():
    answer = write(people.client_of(editor()), "toshima-mura", form_of("見出し\x0bの\x07中"))

    assert answer.status_code == 200
    assert not NoticePage.objects.exists()


def test_a_page_deleted_while_somebody_edits_it_is_not_found():
    page = notice("toshima-mura", "消える")
    writer, other = people.client_of(editor()), people.client_of(editor())
    writer.get(f"/cms/pages/{page.pk}/edit/")

    assert other.post(f"/cms/pages/{page.pk}/delete/").status_code == 302

    assert writer.post(f"/cms/pages/{page.pk}/edit/", form_of("消えた頁")).status_code == 404
    assert visit(f"/notices/{page.slug}/") == 302


@pytest.mark.parametrize("role", [Role.CLERK, Role.APPROVER, Role.ADMINISTRATOR])
def test_only_editors_enter(role: str):
    assert people.client_of(editor(role=role)).get("/cms/").status_code == 403


def test_a_visitor_is_led_to_our_own_sign_in():
    assert people.visitor().get("/cms/pages/")["Location"] == "/accounts/login/?next=/cms/pages/"


def test_an_editor_whose_role_has_ended_is_out_at_once(business_clock: Any):
    today = business_clock.moment.astimezone(clock.JST).date()
    ending = people.person_acting_for("toshima-mura", Role.EDITOR, valid_until=today)
    browser = people.client_of(ending)
    assert browser.get("/cms/").status_code == 200

    business_clock.forward(days=1)

    assert browser.get("/cms/").status_code == 403


def _local(moment: dt.datetime, minutes: int) -> str:
    return (moment + dt.timedelta(minutes=minutes)).astimezone(clock.JST).strftime("%Y-%m-%d %H:%M")
