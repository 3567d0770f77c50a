"""What is costly is counted by account and by body; an address alone locks no signed-in person out."""

import pytest
from django.core.cache import cache

from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.commons.accounts.urls")]


@pytest.fixture(autouse=True)
def _small_shares(settings):
    cache.clear()
    settings.COMMONS_RATE_LIMITS = {"export": {"account": "2/10m", "organisation": "3/10m", "visitors": "1/10m"}}


def exports(client, times: int) -> list[int]:
    return [client.get("/t/export/").status_code for _ in range(times)]


def test_an_account_has_its_share():
    client = people.client_of(people.person_acting_for("setagaya"))

    assert exports(client, 3) == [200, 200, 429]


def test_a_body_has_its_share_and_others_keep_theirs():
    first, second = (people.client_of(people.person_acting_for("setagaya")) for _ in range(2))
    neighbour = people.client_of(people.person_acting_for("chofu"))

    assert exports(first, 2) + exports(second, 2) == [200, 200, 200, 429]
    assert exports(neighbour, 2) == [200, 200]


def test_visitors_share_a_count_that_signing_in_leads_out_of():
    assert exports(people.visitor(), 1) + exports(people.visitor(), 1) == [200, 429]
    assert exports(people.client_of(people.person()), 1) == [200]


def test_the_answer_says_when_to_come_back():
    client = people.visitor()
    exports(client, 1)

    response = client.get("/t/export/")

    assert (response.status_code, response["Retry-After"]) == (429, "60")
