"""A list, its total and its figures are one set of rows."""

from collections.abc import Callable

import pytest
from django.test import Client

from commons.lists.listing import Listing
from commons.tenancy import scopes
from commons.tenancy.models import Organisation

Ask = Callable[..., Listing]
pytestmark = pytest.mark.django_db


def test_the_whole_list_is_paged_by_twenty(asked: Ask) -> None:
    with scopes.public():
        listing = asked()

        rows = list(listing.page.object_list)

        assert (listing.total, listing.overall, len(rows), listing.page.paginator.num_pages) == (63, 63, 20, 4)


def test_the_page_of_a_list_answers(client: Client) -> None:
    response = client.get("/tests/bodies/?kind=ward&area=wards&sort=people")

    assert response.status_code == 200
    assert response.context["listing"].total == Organisation.objects.filter(kind="ward").count()
