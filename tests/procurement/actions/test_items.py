"""Adding and editing items."""

import pytest

from commons.events.models import Announcement
from commons.tenancy import scopes
from commons.values.refusals import StaleEdit
from commons.values.text import fold
from procurement import actions
from procurement.actions.refusals import AddressTaken, FaultyTiers
from procurement.calculations.tiers import Tier
from procurement.models import CatalogueItem, ItemVersion
from procurement.rules import NotAllowed
from tests.logged import logged
from tests.people import member_scope
from tests.procurement import goods

pytestmark = pytest.mark.django_db


def said_of(item, **changes):
    names = ("category", "name", "kana", "summary", "supplier", "contract_kind", "synonyms")
    return {**{name: getattr(item, name) for name in names}, **changes}


def test_an_added_item_has_its_first_version_and_repeats_what_the_list_needs():
    item = goods.item(new_version=goods.version(network="both", certifications=["ISMAP", "ISO/IEC 27001"]))

    stored = CatalogueItem.objects.get()
    assert stored.current_version == item.versions.get()
    assert (stored.entry_unit_price, stored.price_band) == (12_000, "10k-100k")
    assert (stored.lowest_unit_price, stored.lowest_from_quantity) == (9_600, 300)
    assert (stored.network, stored.published_at) == ("both", stored.current_version.published_at)
    assert [mark.name for mark in stored.certifications.all()] == ["ISMAP", "ISO/IEC 27001"]


def test_adding_an_item_is_recorded_and_announced_once():
    item = goods.item()

    assert [record.verb for record in logged(subject=str(item.ref))] == [
        "added_item",
        "published_version",
    ]
    assert [row.payload for row in Announcement.objects.all()] == [{"number": 1}]


def test_a_taken_address_is_refused_and_nothing_is_half_written():
    goods.item(slug="monitor")

    with pytest.raises(AddressTaken) as refused:
        goods.item(slug="monitor")

    assert refused.value.field == "slug"
    assert (CatalogueItem.objects.count(), ItemVersion.objects.count(), Announcement.objects.count()) == (1, 1, 1)


def test_faulty_tiers_are_refused_before_anything_is_written():
    with pytest.raises(FaultyTiers):
        goods.item(new_version=goods.version(tiers=[Tier(1, 100), Tier(10, 100)]))

    assert CatalogueItem.objects.count() == 0


@pytest.mark.parametrize("role", ["clerk", "approver", "editor", "administrator"])
def test_only_a_hub_officer_changes_the_catalogue(role):
    item = goods.item()

    with member_scope("setagaya", role), pytest.raises(NotAllowed):
        actions.edit_item(item=item, expected_revision=1, **said_of(item, name="別の名前"))


def test_a_visitor_changes_nothing():
    item = goods.item()

    with scopes.public(), pytest.raises(NotAllowed):
        actions.edit_item(item=item, expected_revision=1, **said_of(item, name="別の名前"))


def test_an_edit_is_found_by_its_new_words_and_names_the_changed_fields_in_the_log():
    item = goods.item()

    with member_scope("hub", "hub_officer"):
        actions.edit_item(item=item, expected_revision=1, **said_of(item, name="大型画面", synonyms=["電子黒板"]))

    folded = CatalogueItem.objects.get().folded_text
    assert all(fold(word) in folded for word in ("電子黒板", "大型画面", "給電"))
    assert [record.changed_fields for record in logged(verb="edited_item")] == [["name", "synonyms"]]


def test_an_edit_of_an_outdated_revision_is_refused_with_the_present_item():
    item = goods.item()
    with member_scope("hub", "hub_officer"):
        actions.edit_item(item=item, expected_revision=1, **said_of(item, name="先の人の名前"))

    with member_scope("hub", "hub_officer"), pytest.raises(StaleEdit) as refused:
        actions.edit_item(item=item, expected_revision=1, **said_of(item, name="後の人の名前"))

    assert refused.value.current.name == "先の人の名前"
    assert CatalogueItem.objects.get().name == "先の人の名前"


def test_saving_without_a_change_is_no_edit():
    item = goods.item()

    with member_scope("hub", "hub_officer"):
        actions.edit_item(item=item, expected_revision=1, **said_of(item))

    assert CatalogueItem.objects.get().revision == 1
    assert logged(verb="edited_item") == []
