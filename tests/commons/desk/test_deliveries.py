"""The page of parked deliveries: the hub's alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commons.accounts.models import Role
from commons.events import outbox
from commons.events.models import Announcement, Delivery
from commons.values import clock
from tests import people
from tests.logged import logged

pytestmark = pytest.mark.django_db


def park(handler: str = "notifications.mail") -> Delivery:
    """Leave a delivery that was given up on."""
    announcement = Announcement.objects.create(
        event="notifications.NoticeWritten", subject="notifications.notice:N-1", announced_at=clock.now()
    )
    return Delivery.objects.create(
        announcement=announcement,
        handler=handler,
        subject=announcement.subject,
        free_from=clock.real_now(),
        parked_at=clock.real_now(),
        tries=8,
        error="BrokenAddress",
    )


@pytest.mark.parametrize(
    ("slug", "role", "status"),
    [
        ("hub", Role.HUB_OFFICER, 200),
        ("hub", Role.ADMINISTRATOR, 200),
        ("hub", Role.EDITOR, 403),
        ("setagaya", Role.ADMINISTRATOR, 403),
        ("setagaya", Role.HUB_OFFICER, 403),
        ("setagaya", Role.CLERK, 403),
    ],
)
def test_the_hub_alone_looks_after_the_queue(slug: str, role: str, status: int):
    stuck = park()
    client = people.client_of(people.person_acting_for(slug, role))

    looked = client.get(reverse("desk:deliveries"))
    exported = client.get(reverse("lists:export", args=["desk.deliveries", "csv"]))
    pressed = client.post(reverse("desk:delivery-retry", args=[stuck.pk]))

    assert looked.status_code == status
    assert (exported.status_code == 200) == (status == 200)
    assert pressed.status_code == (302 if status == 200 else 403)
    assert outbox.parked().exists() == (status == 403)


def test_it_is_a_task_of_the_hubs_people_alone():
    park()

    pages = [
        people.client_of(people.person_acting_for(slug, role)).get(reverse("desk:home")).content.decode()
        for slug, role in (("hub", Role.HUB_OFFICER), ("hub", Role.ADMINISTRATOR), ("setagaya", Role.ADMINISTRATOR))
    ]

    assert ["1件の配信が止まっています" in page for page in pages] == [True, True, False]


def test_a_visitor_is_sent_to_sign_in():
    stuck = park()

    answer = people.visitor().post(reverse("desk:delivery-retry", args=[stuck.pk]))

    assert answer["Location"].startswith(reverse("account_login"))
    assert outbox.parked().exists()


def test_a_retry_is_recorded_and_a_second_click_does_no_harm():
    stuck = park()
    client = people.client_of(people.hub_officer())

    first = client.post(reverse("desk:delivery-retry", args=[stuck.pk]), follow=True)
    second = client.post(reverse("desk:delivery-retry", args=[stuck.pk]), follow=True)

    assert "もう一度処理するように戻しました" in first.content.decode()
    assert "もう止まっていません" in second.content.decode()
    assert len(logged(verb="retried_delivery")) == 1
    assert client.post(reverse("desk:delivery-retry", args=[10**9])).status_code == 404
    assert client.get(reverse("desk:delivery-retry", args=[stuck.pk])).status_code == 405


def test_the_kinds_of_work_that_are_parked_can_be_chosen():
    park()
    park(handler="procurement.new_arrivals")
    client = people.client_of(people.hub_officer())

    whole = client.get(reverse("desk:deliveries")).content.decode()
    page = client.get(reverse("desk:deliveries"), {"handler": "notifications.mail"})

    assert "events.due" not in whole
    assert [delivery.handler for delivery in page.context["listing"].page] == ["notifications.mail"]


def test_the_page_asks_the_same_questions_for_1_and_30_rows():
    client = people.client_of(people.hub_officer())
    counts = []
    for rows in (1, 29):
        for _ in range(rows):
            park()
        client.get(reverse("desk:deliveries"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("desk:deliveries"))
        counts.append(len(queries))

    assert counts[0] == counts[1]
