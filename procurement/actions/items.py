"""Add items to the catalogue and mend what is said of them."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from commons.audit import log
from commons.tenancy import scopes
from commons.values import clock
from commons.values.refusals import StaleEdit
from procurement.models import CatalogueItem, Category, ItemVersion, Supplier
from procurement.rules import NotAllowed, may_edit_catalogue

from .refusals import AddressTaken
from .versions import NewVersion, check_new_version, write_version


def add_item(
    *,
    slug: str,
    category: Category,
    name: str,
    kana: str,
    summary: str,
    supplier: Supplier,
    contract_kind: str,
    version: NewVersion,
    synonyms: Sequence[str] = (),
) -> CatalogueItem:
    """Add an item together with its first version: an item without one would be a page without a price."""
    if not may_edit_catalogue(scopes.current()):
        raise NotAllowed
    check_new_version(version, previous=None)
    now = clock.now()
    item = CatalogueItem(
        slug=slug,
        category=category,
        name=name,
        kana=kana,
        summary=summary,
        supplier=supplier,
        synonyms=list(synonyms),
        contract_kind=contract_kind,
        created_at=now,
        updated_at=now,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                item.save()
        except IntegrityError as clash:
            raise AddressTaken from clash
        log.record("added_item", item.ref)
        write_version(item=item, number=1, version=version)
    return item


def edit_item(
    *,
    item: CatalogueItem,
    expected_revision: int,
    category: Category,
    name: str,
    kana: str,
    summary: str,
    supplier: Supplier,
    contract_kind: str,
    synonyms: Sequence[str] = (),
) -> CatalogueItem:
    """Change what is said of ``item``; its versions and its address stay. Raise ``StaleEdit`` on an old revision."""
    if not may_edit_catalogue(scopes.current()):
        raise NotAllowed
    wanted: dict[str, Any] = {
        "category": category,
        "name": name,
        "kana": kana,
        "summary": summary,
        "supplier": supplier,
        "synonyms": list(synonyms),
        "contract_kind": contract_kind,
    }
    with transaction.atomic():
        locked = CatalogueItem.objects.select_for_update(of=("self",)).in_full().get(pk=item.pk)
        if locked.revision != expected_revision:
            raise StaleEdit(current=locked)
        changed = [field for field, value in wanted.items() if getattr(locked, field) != value]
        if not changed:
            return locked
        for field in changed:
            setattr(locked, field, wanted[field])
        locked.revision += 1
        locked.updated_at = clock.now()
        locked.folded_text = locked.words_folded(_description(locked.current_version))
        locked.save()
        log.record("edited_item", locked.ref, changed=changed)
    return locked


def _description(version: ItemVersion | None) -> str:
    return version.description if version else ""
