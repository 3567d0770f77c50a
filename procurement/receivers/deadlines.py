"""What follows in this house from what happened, and from its deadlines."""

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import suppress

from django.db.models import Min
from django.urls import reverse

from commons.events import receives
from commons.events.due import Due, DueKind
from commons.lifecycle import approvals
from commons.lists import arrivals
from commons.tenancy.models import Organisation
from commons.values import clock
from commons.values.ref import Ref
from procurement import actions
from procurement.actions.cuts import moment_due
from procurement.actions.refusals import NobodyToRemind
from procurement.events import CommittingOpened, DeadlineMoved, ItemVersionPublished
from procurement.filters import CATALOGUE
from procurement.models import AGREEMENT_KIND, CatalogueItem, JointProcurement, Reminder
from procurement.states import CHASED, SUMMED, State


@receives(ItemVersionPublished, name="procurement.new_arrivals", kind="database")
def note_new_arrival(event: ItemVersionPublished) -> None:
    """Put the item among the news of everybody who saved a search that it meets."""
    item = CatalogueItem.objects.filter(slug=event.subject.public_id).first()
    if item is None:
        return
    arrivals.note(
        CATALOGUE.name,
        item.pk,
        thing=event.subject,
        title=item.name,
        url=reverse("procurement:item", args=[item.slug]),
        key=f"{item.slug}:{event.number}",
    )


@receives(DeadlineMoved, name="procurement.reread_deadlines", kind="database")
def follow_moved_deadline(event: DeadlineMoved) -> None:
    """Give the requests that wait for approval as long as the procurement has now."""
    approvals.reread_deadlines(event.subject)
    approvals.reread_deadlines(Ref(AGREEMENT_KIND, event.subject.public_id))


@receives(CommittingOpened, name="procurement.drop_unsigned", kind="database")
def follow_opened_committing(event: CommittingOpened) -> None:
    """Take out whoever has not signed, if the deadline's own turn has not come yet."""
    drop_unsigned(event.subject, clock.now())


def find_closed(state: str) -> Callable[[dt.datetime], Iterable[Due]]:
    """Return what lists the procurements whose deadline of ``state`` has come."""

    def find(now: dt.datetime) -> Iterable[Due]:
        for procurement in JointProcurement.objects.filter(state=state, closes_at__lte=now):
            yield Due(procurement.ref, procurement.closes_at)  # type: ignore[arg-type]  # the filter leaves none without

    return find


def drop_unsigned(subject: Ref, at: dt.datetime) -> None:
    """Take those out who did not sign in time."""
    actions.drop_unsigned(procurement=JointProcurement.objects.get(number=subject.public_id))


def settle(subject: Ref, at: dt.datetime) -> None:
    """Resolve the quantities."""
    actions.settle_quantities(procurement=JointProcurement.objects.get(number=subject.public_id))


def find_cuts(now: dt.datetime) -> Iterable[Due]:
    """List the moments at which sums are still to be considered."""
    for procurement in JointProcurement.objects.filter(state__in=SUMMED):
        if (moment := moment_due(procurement, now)) is not None:
            yield Due(procurement.ref, moment)


def take(subject: Ref, at: dt.datetime) -> None:
    """Publish the sums that the rule lets show."""
    procurement = JointProcurement.objects.filter(number=subject.public_id).first()
    if procurement is not None:
        actions.take_cuts(procurement=procurement, at=at)


def find_reminders(days: int) -> Callable[[dt.datetime], Iterable[Due]]:
    """Return what lists the procurements whose deadline is so many days off, or less."""
    ahead = dt.timedelta(days=days)

    def find(now: dt.datetime) -> Iterable[Due]:
        near = JointProcurement.objects.filter(state__in=CHASED, closes_at__gt=now, closes_at__lte=now + ahead)
        for procurement in near:
            if procurement.closes_at is None:
                continue
            at = procurement.closes_at - ahead
            if procurement.state_since < at:  # what has begun later needs no reminder at once
                yield Due(procurement.ref, at)

    return find


def remind_all(days: int) -> Callable[[Ref, dt.datetime], None]:
    """Return what reminds everybody who has not entered anything, unless reminded since the moment came."""

    def act(subject: Ref, at: dt.datetime) -> None:
        procurement = JointProcurement.objects.get(number=subject.public_id)
        sent = Reminder.objects.filter(procurement=procurement, sent_at__gte=at).values_list("body_id", flat=True)
        bodies = Organisation.objects.municipalities().exclude(pk__in=list(sent)).values_list("pk", flat=True)
        with suppress(NobodyToRemind):
            actions.remind(procurement=procurement, body_ids=list(bodies), days=days)

    return act


REMINDER_DAYS = (7, 3, 1)
DUE_KINDS = [
    DueKind(name="procurement.cuts", find=find_cuts, act=take),
    DueKind(name="procurement.unsigned", find=find_closed(State.AGREEMENT), act=drop_unsigned),
    DueKind(name="procurement.settle", find=find_closed(State.COMMITTING), act=settle),
    *(
        DueKind(
            name=f"procurement.remind{days}",
            find=find_reminders(days),
            act=remind_all(days),
            successor=f"procurement.remind{sooner}" if sooner else None,
        )
        for days, sooner in zip(REMINDER_DAYS, (*REMINDER_DAYS[1:], None), strict=True)
    ),
]


def next_deadline(moment: dt.datetime) -> dt.datetime | None:
    """Return the next deadline of a running step after ``moment``, for the agenda and the demonstration's clock."""
    coming = JointProcurement.objects.live().filter(closes_at__gt=moment)
    found: dt.datetime | None = coming.aggregate(next=Min("closes_at"))["next"]
    return found
