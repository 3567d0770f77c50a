"""The pages of a person's notices: their own alone, changed by buttons only, at a constant cost."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commons.accounts.models import User
from commons.notifications import Message, messages, notify, preferences
from commons.notifications.models import Notice
from commons.tenancy import scopes
from commons.values.ref import Ref
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _message() -> Iterator[None]:
    before = dict(messages._messages)
    messages.register(
        Message(
            kind="tests.told",
            title=lambda subject, params: "件名",
            line=lambda subject, params: f"椅子の話その{params['part']}",
            url=lambda subject, params: reverse("desk:help"),
        )
    )
    yield
    messages._messages.clear()
    messages._messages.update(before)


@pytest.fixture
def clerk() -> User:
    """Make a clerk of our body."""
    return people.person_acting_for("setagaya")


def tell(person: User, *, part: int = 1, slug: str | None = None) -> Notice:
    """Write a notice."""
    with scopes.system("test"), transaction.atomic():
        notify(
            "tests.told",
            to=[person.pk],
            subject=Ref("tests.thing", "chairs"),
            params={"part": part},
            key=f"part-{part}",
            organisation_id=people.organisation(slug).pk if slug else None,
        )
        return Notice.objects.get(person=person, key=f"part-{part}")


def is_seen(notice: Notice) -> bool:
    """Tell whether the notice is marked."""
    with scopes.system("test"):
        return Notice.objects.get(pk=notice.pk).seen_at is not None


def test_people_read_their_own_notices(clerk: User):
    other = people.person_acting_for("setagaya")
    tell(clerk, part=1)
    tell(other, part=2)

    page = people.client_of(clerk).get(reverse("desk:notices")).content.decode()

    assert "椅子の話その1" in page
    assert "椅子の話その2" not in page


def test_the_frame_counts_what_is_new_on_every_page(clerk: User):
    tell(clerk, part=1)
    tell(clerk, part=2)
    client = people.client_of(clerk)

    counted = client.get(reverse("desk:help")).content.decode()
    client.post(reverse("desk:notices-seen"), {"newest": str(10**9)})
    seen = client.get(reverse("desk:help")).content.decode()

    assert '<span class="count-dot">2' in counted
    assert "count-dot" not in seen
    assert "count-dot" not in people.visitor().get(reverse("desk:help")).content.decode()


def test_another_persons_notice_answers_like_one_that_never_was(clerk: User):
    theirs = tell(people.person_acting_for("setagaya"))
    client = people.client_of(clerk)

    answers = {
        client.get(reverse("desk:notice", args=[theirs.number])).status_code,
        client.post(reverse("desk:notice", args=[theirs.number])).status_code,
        client.get(reverse("desk:notice", args=["N-00000-00000"])).status_code,
    }

    assert (answers, is_seen(theirs)) == ({404}, False)


def test_the_link_of_a_mail_changes_nothing_and_its_button_marks_and_goes_on(clerk: User):
    notice = tell(clerk)
    client, address = people.client_of(clerk), reverse("desk:notice", args=[notice.number])

    looked = client.get(address)
    after_look = is_seen(notice)
    pressed = client.post(address)
    again = client.post(address)

    assert "椅子の話その1" in looked.content.decode()
    assert (looked.status_code, after_look) == (200, False)
    assert (pressed["Location"], again["Location"], is_seen(notice)) == (
        reverse("desk:help"),
        reverse("desk:help"),
        True,
    )


def test_a_visitor_with_a_mails_link_signs_in_and_comes_back(clerk: User):
    address = reverse("desk:notice", args=[tell(clerk).number])

    answer = people.visitor().get(address)

    assert answer["Location"] == f"{reverse('account_login')}?next={address}"


def test_all_at_once_marks_what_the_page_showed(clerk: User):
    first, second = tell(clerk, part=1), tell(clerk, part=2)
    theirs = tell(people.person_acting_for("setagaya"), part=3)
    client = people.client_of(clerk)

    client.post(reverse("desk:notices-seen"), {"newest": str(first.pk)})
    client.post(reverse("desk:notices-seen"), {"newest": "everything"})
    client.post(reverse("desk:notices-seen"))

    assert (is_seen(first), is_seen(second), is_seen(theirs)) == (True, False, False)
    assert client.get(reverse("desk:notices-seen")).status_code == 405


def test_a_redirect_stays_on_this_site(clerk: User):
    client = people.client_of(clerk)

    away = client.post(reverse("desk:notices-seen"), {"newest": "1", "next": "https://elsewhere.example/"})

    assert away["Location"] == reverse("desk:notices")


def test_a_notice_of_another_body_says_for_whom_to_act(clerk: User):
    people.membership(clerk, "chofu")
    notice = tell(clerk, slug="chofu")

    page = people.client_of(clerk).get(reverse("desk:notice", args=[notice.number])).content.decode()

    assert "まずページの上で調布市に切り替えてください" in page


def test_new_ones_can_be_told_from_seen_ones(clerk: User):
    tell(clerk, part=1)
    client = people.client_of(clerk)
    client.post(reverse("desk:notices-seen"), {"newest": str(10**9)})
    tell(clerk, part=2)

    page = client.get(reverse("desk:notices"), {"state": "new"})

    assert [notice.line for notice in page.context["listing"].page] == ["椅子の話その2"]


def test_the_list_asks_the_same_questions_for_1_and_30_rows(clerk: User):
    client = people.client_of(clerk)
    counts = []
    for parts in (range(1), range(1, 31)):
        for part in parts:
            tell(clerk, part=part, slug="setagaya")
        client.get(reverse("desk:notices"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("desk:notices"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_people_choose_when_and_in_which_language_mail_comes(clerk: User):
    client, address = people.client_of(clerk), reverse("desk:notices-mail")
    form = client.get(address).context["form"]
    token = form["form_token"].value()

    bad = client.post(address, {"rhythm": "hourly", "language": "ja", "form_token": token})
    good = client.post(address, {"rhythm": "daily", "language": "en", "form_token": token})

    assert list(bad.context["form"].errors) == ["rhythm"]
    assert good["Location"] == reverse("desk:notices")
    with people.person_scope(clerk):
        held = preferences.of(clerk.pk)
    assert (held.rhythm, held.language) == ("daily", "en")
