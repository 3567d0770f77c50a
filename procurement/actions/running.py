"""Set a procurement up and lead it from step to step. The hub's work."""

import datetime as dt
from collections.abc import Mapping, Sequence
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Max

from commons.audit import log
from commons.events import announce
from commons.lifecycle.transitions import advance, lock
from commons.tenancy import scopes
from commons.values import clock
from procurement.calculations.numbers import procurement_number
from procurement.calculations.tiers import Tier, faults
from procurement.events import IntentOpened, SurveyOpened
from procurement.models import (
    OCID_PREFIX,
    CatalogueItem,
    Category,
    Deadline,
    ItemVersion,
    JointProcurement,
    LineItem,
    ReferenceTier,
    SpecVersion,
    StateEntry,
)
from procurement.rules import NotAllowed, may_run
from procurement.states import SPEC_WRITTEN_IN, ContractMode, State, steps_of

from .refusals import (
    TIER_SENTENCES,
    DeadlineBehind,
    DeadlineMissing,
    DeadlinesOutOfOrder,
    FaultyTiers,
    LinesMissing,
    LineTwice,
    NotADraft,
    NotNegotiated,
    NumberTaken,
    SpecFrozen,
    SpecMissing,
    SurveyStillOpen,
)


def set_up_procurement(
    *,
    title: str,
    summary: str,
    category: Category,
    fiscal_year: int,
    method: str,
    deadlines: Mapping[str, dt.datetime],
    contract_mode: str = ContractMode.INDIVIDUAL,
    serial: int | None = None,
) -> JointProcurement:
    """Start a draft with the next number of its fiscal year. ``deadlines`` has a moment for each step that is known."""
    require_officer()
    check_order(method, deadlines)
    now = clock.now()
    with transaction.atomic():
        serial = serial or _next_serial(fiscal_year)
        number = procurement_number(fiscal_year, serial)
        made = JointProcurement(
            number=number,
            ocid=f"{OCID_PREFIX}-{number}",
            fiscal_year=fiscal_year,
            serial=serial,
            title=title,
            summary=summary,
            category=category,
            method=method,
            contract_mode=contract_mode,
            state_since=now,
            created_at=now,
            coordinator_id=scopes.current().user_id,
        )
        made.folded_text = made.words_folded()
        _save_new(made)
        Deadline.objects.bulk_create(
            Deadline(procurement=made, state=state, due_at=due_at) for state, due_at in deadlines.items()
        )
        enter(made, State.DRAFT, now)
        log.record("set_up_procurement", made.ref)
    return made


def add_item_line(*, procurement: JointProcurement, version: ItemVersion, stands_from: int = 1) -> LineItem:
    """Add an item of the catalogue, as of a version, whose tiers bind."""
    draft = _locked_draft(procurement)
    if not draft.binds_prices:
        raise NotNegotiated
    if draft.lines.filter(item_version=version).exists():
        raise LineTwice
    line = LineItem(
        item=version.item,
        item_version=version,
        name=version.item.name,
        unit=version.unit,
        tax_percent=version.tax_percent,
        contract_kind=version.item.contract_kind,
        stands_from=stands_from,
    )
    return _append(draft, line)


def add_reference_line(
    *,
    procurement: JointProcurement,
    name: str,
    unit: str,
    tax_percent: int,
    contract_kind: str,
    tiers: Sequence[Tier],
    reference_source: str,
    reference_on: dt.date,
    similar_item: CatalogueItem | None = None,
    stands_from: int = 1,
) -> LineItem:
    """Add something whose price the award will set; its ``tiers`` are for reference, with source and day."""
    draft = _locked_draft(procurement)
    if draft.binds_prices:
        raise NotNegotiated
    if found := faults(tiers):
        raise FaultyTiers(TIER_SENTENCES[found[0].flaw])
    line = LineItem(
        item=similar_item,
        name=name,
        unit=unit,
        tax_percent=tax_percent,
        contract_kind=contract_kind,
        reference_source=reference_source,
        reference_on=reference_on,
        stands_from=stands_from,
    )
    _append(draft, line)
    ReferenceTier.objects.bulk_create(
        ReferenceTier(line=line, min_total_quantity=tier.min_total_quantity, unit_price=tier.unit_price)
        for tier in tiers
    )
    return line


def write_spec(*, procurement: JointProcurement, text: str) -> SpecVersion:
    """Write the next version of the specification: a draft until the agreement freezes it."""
    require_officer()
    with transaction.atomic():
        locked = lock(procurement)
        if locked.state not in SPEC_WRITTEN_IN:
            raise SpecFrozen
        last = locked.specs.first()
        digest = sha256(text.encode()).hexdigest()
        if last is not None and last.sha256 == digest:
            return last
        written = SpecVersion.objects.create(
            procurement=locked,
            number=last.number + 1 if last else 1,
            text=text,
            sha256=digest,
            written_at=clock.now(),
            written_by_id=scopes.current().user_id,
        )
        log.record("wrote_spec", locked.ref, changed=["specs"])
    return written


def open_survey(*, procurement: JointProcurement, version: int) -> JointProcurement:
    """Ask every municipality: needs lines, a draft of the specification, and a deadline ahead."""
    require_officer()
    with transaction.atomic():
        if not procurement.lines.exists():
            raise LinesMissing
        if not procurement.specs.exists():
            raise SpecMissing
        opened = go_on(procurement, "open_survey", version=version)
        announce(SurveyOpened(subject=opened.ref))
    return opened


def open_intent(*, procurement: JointProcurement, version: int) -> JointProcurement:
    """Let bodies ask for participation: after the survey's deadline, and with a deadline ahead."""
    require_officer()
    with transaction.atomic():
        locked = lock(procurement)
        if locked.state == State.SURVEY and locked.takes_entries(clock.now()):
            raise SurveyStillOpen
        opened = go_on(locked, "open_intent", version=version)
        announce(IntentOpened(subject=opened.ref))
    return opened


def check_order(method: str, deadlines: Mapping[str, dt.datetime]) -> None:
    """Raise ``DeadlinesOutOfOrder``, beside its field, where a step would not end after the one before."""
    last: dt.datetime | None = None
    for state in steps_of(method):
        due_at = deadlines.get(state)
        if due_at is None:
            continue
        if last is not None and due_at <= last:
            raise DeadlinesOutOfOrder(field=f"{state}_on")
        last = due_at


def go_on(procurement: JointProcurement, verb: str, *, version: int) -> JointProcurement:
    """Go on, and take over the deadline of the new state."""
    now = clock.now()
    gone = advance(procurement, verb, at=now, version=version)
    deadline = gone.deadlines.filter(state=gone.state).first()
    if deadline is None:
        raise DeadlineMissing
    if deadline.due_at <= now:
        raise DeadlineBehind
    gone.closes_at = deadline.due_at
    gone.cut_considered_at = now
    gone.save(update_fields=["closes_at", "cut_considered_at"])
    enter(gone, gone.state, now)
    return gone


def enter(procurement: JointProcurement, state: str, at: dt.datetime) -> None:
    """Keep that a state was entered, and by whom."""
    StateEntry.objects.create(
        procurement=procurement, state=state, entered_at=at, entered_by_id=scopes.current().user_id
    )


def require_officer() -> None:
    """Raise ``NotAllowed`` unless the hub works."""
    if not may_run(scopes.current()):
        raise NotAllowed


def _locked_draft(procurement: JointProcurement) -> JointProcurement:
    require_officer()
    with transaction.atomic():
        locked = lock(procurement)
    if locked.state != State.DRAFT:
        raise NotADraft
    return locked


def _append(draft: JointProcurement, line: LineItem) -> LineItem:
    with transaction.atomic():
        line.procurement = draft
        line.position = (draft.lines.aggregate(last=Max("position"))["last"] or 0) + 1
        line.save()
        log.record("added_line", draft.ref, changed=["lines"])
    return line


def _next_serial(fiscal_year: int) -> int:
    last = JointProcurement.objects.filter(fiscal_year=fiscal_year).aggregate(last=Max("serial"))["last"]
    return int(last or 0) + 1


def _save_new(made: JointProcurement) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise NumberTaken from clash
