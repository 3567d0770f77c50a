"""A version, once published, stays as it was."""

import pytest
from django.db import DatabaseError, connection, transaction

from procurement.models import ItemVersion, PriceTier, Unchangeable
from tests.procurement import goods

pytestmark = pytest.mark.django_db


def test_a_version_is_not_saved_twice():
    version = goods.item().versions.get()
    version.unit = "式"

    with pytest.raises(Unchangeable):
        version.save()


@pytest.mark.parametrize("model", [ItemVersion, PriceTier])
def test_no_form_of_the_orm_changes_or_removes_a_version_or_a_tier(model):
    goods.item()
    row = model.objects.all()[0]

    for attempt in (
        lambda: model.objects.update(pk=row.pk),
        lambda: model.objects.bulk_update([row], ["id"]),
        lambda: model.objects.all().delete(),
        row.delete,
        row.save,
    ):
        with pytest.raises(Unchangeable):
            attempt()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE procurement_itemversion SET unit = 'x'",
        "UPDATE procurement_pricetier SET unit_price = 1",
    ],
)
def test_the_database_refuses_an_update_that_comes_around_the_models(statement):
    goods.item()

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize(("quantity", "price"), [(0, 100), (100, 0)])
def test_a_tier_below_one_is_refused_by_the_database(quantity, price):
    version = goods.item().versions.get()

    with pytest.raises(DatabaseError), transaction.atomic():
        PriceTier.objects.create(version=version, min_total_quantity=quantity, unit_price=price)
