"""催促: remind bodies that have not entered anything, once a day each."""

from collections.abc import Collection

from django.db import transaction

from commons.audit import log
from commons.events import announce
from commons.lifecycle.transitions import lock
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from procurement.events import BodyReminded
from procurement.models import (
    AgreementSignature,
    Commitment,
    DemandResponse,
    JointProcurement,
    Participation,
    Reminder,
)
from procurement.rules import NotAllowed, may_run
from procurement.states import CHASED, State

from .refusals import EntriesClosed, NobodyToRemind, NotInThisStep


def remind(*, procurement: JointProcurement, body_ids: Collection[int], days: int = 0) -> list[Organisation]:
    """Remind those of ``body_ids`` that have not answered and were not reminded today; return them.

    ``days`` is given when the clock reminds, so many days before the deadline.
    """
    scope = scopes.current()
    if not may_run(scope):
        raise NotAllowed
    with transaction.atomic():
        locked = lock(procurement)
        if locked.state not in CHASED:
            raise NotInThisStep
        if not locked.takes_entries(clock.now()):
            raise EntriesClosed
        due = _unanswered(locked).filter(pk__in=body_ids).exclude(pk__in=_reminded_today(locked))
        bodies = list(due)
        if not bodies:
            raise NobodyToRemind
        hub_id = scope.organisation_id or Organisation.objects.hub().pk
        for body in bodies:
            Reminder.objects.create(
                organisation_id=hub_id,
                procurement=locked,
                body=body,
                state=locked.state,
                sent_on=clock.today(),
                sent_at=clock.now(),
                sent_by_id=scope.user_id,
            )
            announce(BodyReminded(subject=locked.ref, organisation_id=body.pk, state=locked.state, days=days))
        log.record("reminded_bodies", locked.ref)
    return bodies


def _unanswered(procurement: JointProcurement):  # type: ignore[no-untyped-def]  # Organisation's queryset, which stubs cannot name
    """Return who owes an answer or a request; from 協定 on, who takes part and owes a signature or a quantity."""
    bodies = Organisation.objects.municipalities()
    standing = Participation.objects.standing().filter(procurement=procurement)
    if procurement.state == State.AGREEMENT:
        entered = AgreementSignature.objects.filter(agreement__procurement=procurement)
    elif procurement.state == State.COMMITTING:
        entered = Commitment.objects.filter(procurement=procurement)
    else:
        model = DemandResponse if procurement.state == State.SURVEY else Participation
        entered = model.objects.filter(procurement=procurement)
    if procurement.state in (State.AGREEMENT, State.COMMITTING):
        bodies = bodies.filter(pk__in=list(standing.values_list("organisation_id", flat=True)))
    return bodies.exclude(pk__in=list(entered.values_list("organisation_id", flat=True)))


def _reminded_today(procurement: JointProcurement) -> list[int]:
    sent = Reminder.objects.filter(procurement=procurement, sent_on=clock.today())
    return list(sent.values_list("body_id", flat=True))
