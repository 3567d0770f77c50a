"""Record what one's own municipality pays. Private: nothing is announced, and the log names fields, not amounts."""

import datetime as dt

from django.db import IntegrityError, transaction

from commons.audit import log
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.tenancy.scopes import Scope
from commons.values import clock
from commons.values.refusals import StaleEdit
from procurement.models import CatalogueItem, MunicipalityBudget
from procurement.rules import NotAllowed, may_keep_budget

from .refusals import NothingToClear


def record_baseline(
    *,
    item: CatalogueItem,
    expected_revision: int,
    baseline_unit_price: int,
    paid_since_on: dt.date | None = None,
    unit_budget: int | None = None,
    note: str = "",
) -> MunicipalityBudget:
    """Record, for the body at work, what it pays today for ``item``: yen excluding tax.

    ``expected_revision`` is the one that the form showed, 0 for "none yet". Raise ``StaleEdit`` when a colleague was
    faster.
    """
    scope, organisation = _keeper()
    wanted = {
        "baseline_unit_price": baseline_unit_price,
        "paid_since_on": paid_since_on,
        "unit_budget": unit_budget,
        "note": note,
    }
    with transaction.atomic():
        budget = _locked(item) or MunicipalityBudget(organisation=organisation, item=item, revision=0)
        if budget.revision != expected_revision:
            raise StaleEdit(current=budget if budget.pk else None)
        changed = [field for field, value in wanted.items() if getattr(budget, field) != value]
        if not changed:
            return budget
        for field in changed:
            setattr(budget, field, wanted[field])
        budget.revision += 1
        budget.updated_at = clock.now()
        budget.updated_by_id = scope.user_id
        _save(budget, item)
        log.record("recorded_baseline", item.ref, changed=changed)
    return budget


def clear_baseline(*, item: CatalogueItem, expected_revision: int) -> None:
    """Delete the body's own figures of ``item``. Raise ``StaleEdit`` when a colleague changed them meanwhile."""
    _keeper()
    with transaction.atomic():
        budget = _locked(item)
        if budget is None:
            raise NothingToClear
        if budget.revision != expected_revision:
            raise StaleEdit(current=budget)
        budget.delete()
        log.record("cleared_baseline", item.ref, changed=["baseline_unit_price"])


def _keeper() -> tuple[Scope, Organisation]:
    """Return the open scope and its body; raise ``NotAllowed`` unless it may keep a municipality's figures."""
    scope = scopes.current()
    organisation = Organisation.objects.filter(pk=scope.organisation_id or 0).first()
    if organisation is None or not may_keep_budget(scope, organisation):
        raise NotAllowed
    return scope, organisation


def _locked(item: CatalogueItem) -> MunicipalityBudget | None:
    """Lock the body's own row: the manager hands out no other."""
    found: MunicipalityBudget | None = MunicipalityBudget.objects.select_for_update().filter(item=item).first()
    return found


def _save(budget: MunicipalityBudget, item: CatalogueItem) -> None:
    """Save; two colleagues who both enter the first figure meet at the unique constraint, and the second is told."""
    try:
        with transaction.atomic():
            budget.save()
    except IntegrityError as clash:
        raise StaleEdit(current=_locked(item)) from clash
