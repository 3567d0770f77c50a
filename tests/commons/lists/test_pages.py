"""Pages of lists answer, whatever their address says."""

import pytest
from django.test import Client

from tests import people

pytestmark = pytest.mark.django_db


def test_a_member_meets_every_page_of_the_floor(client: Client) -> None:
    people.sign_in(client, people.person_acting_for("setagaya"))

    for address in [
        "/tests/bodies/?kind=ward&q=a",
        "/tests/memberships/?body=setagaya",
        "/lists/searches/",
        "/lists/arrivals/",
        "/lists/tests.bodies/searches/new/?kind=ward",
    ]:
        assert client.get(address).status_code == 200, address
