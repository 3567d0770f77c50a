"""Who is told of what happened: every body, those that take part, one body alone, or the hub.

Requests for approval have notices of their own. Nothing here names a figure, and a body's own affairs go to it alone.
"""

from collections.abc import Iterable
from typing import Any

from commons.accounts.models import Role
from commons.events import Event, receives
from commons.notifications import notify, recipients
from commons.tenancy.models import Organisation
from commons.values import clock
from procurement import events, messages
from procurement.models import JointProcurement, Participation

CLERKS = (Role.CLERK,)
OFFICE = (Role.CLERK, Role.APPROVER)


@receives(events.SurveyOpened, name="procurement.tell_survey")
def tell_survey(event: events.SurveyOpened) -> None:
    """Ask every municipality."""
    _tell(messages.SURVEY_OPENED, event, recipients(_everybody(), CLERKS))


@receives(events.BodyReminded, name="procurement.tell_reminder")
def tell_reminder(event: events.BodyReminded) -> None:
    """Remind a body's clerks. They alone learn that nothing has been entered."""
    people = recipients([event.organisation_id], CLERKS)
    _tell(messages.REMINDED, event, people, f"{event.state}:{clock.today()}", own=event.organisation_id)


@receives(events.DeadlineMoved, name="procurement.tell_moved_deadline")
def tell_moved_deadline(event: events.DeadlineMoved) -> None:
    """Tell all."""
    people = {*recipients(_everybody(), OFFICE), *_hub()}
    params = {"state": event.state, "to": event.moved_to}
    _tell(messages.DEADLINE_MOVED, event, people, f"{event.state}:{event.moved_to}", params)


@receives(events.IntentOpened, name="procurement.tell_intent")
def tell_intent(event: events.IntentOpened) -> None:
    """Tell every municipality."""
    _tell(messages.INTENT_OPENED, event, recipients(_everybody(), OFFICE))


@receives(events.ParticipationGranted, name="procurement.tell_joined")
def tell_joined(event: events.ParticipationGranted) -> None:
    """Tell the hub who takes part; the body has the notice of its approval."""
    _tell(messages.JOINED, event, _hub(), event.receipt_number, {"organisation_id": event.organisation_id})


@receives(events.ParticipationWithdrawn, name="procurement.tell_left")
def tell_left(event: events.ParticipationWithdrawn) -> None:
    """Tell the hub who left."""
    key = f"{event.organisation_id}:{clock.now().isoformat()}"
    _tell(messages.LEFT, event, _hub(), key, {"organisation_id": event.organisation_id})


@receives(events.SpecReviewOpened, name="procurement.tell_review")
def tell_review(event: events.SpecReviewOpened) -> None:
    """Tell those that take part."""
    _tell(messages.REVIEW_OPENED, event, recipients(_taking_part(event), OFFICE))


@receives(events.QuestionAsked, name="procurement.tell_question")
def tell_question(event: events.QuestionAsked) -> None:
    """Tell the hub. Who asked is said nowhere."""
    _tell(messages.ASKED, event, _hub(), str(event.number), {"number": event.number})


@receives(events.QuestionAnswered, name="procurement.tell_answer")
def tell_answer(event: events.QuestionAnswered) -> None:
    """Tell those that take part."""
    people = recipients(_taking_part(event), OFFICE)
    _tell(messages.ANSWERED, event, people, str(event.number), {"number": event.number})


@receives(events.AgreementOpened, name="procurement.tell_agreement")
def tell_agreement(event: events.AgreementOpened) -> None:
    """Tell those that take part that the specification is final."""
    _tell(messages.AGREEMENT_OPENED, event, recipients(_taking_part(event), OFFICE))


@receives(events.BodyDropped, name="procurement.tell_dropped")
def tell_dropped(event: events.BodyDropped) -> None:
    """Tell the body and the hub."""
    params = {"organisation_id": event.organisation_id}
    key = f"{event.because}:{event.organisation_id}"
    own = recipients([event.organisation_id], OFFICE)
    _tell(messages.DROPPED, event, own, key, params, own=event.organisation_id)
    _tell(messages.DROPPED, event, _hub(), f"{key}:hub", params)


@receives(events.CommittingOpened, name="procurement.tell_committing")
def tell_committing(event: events.CommittingOpened) -> None:
    """Tell those that take part."""
    _tell(messages.COMMITTING_OPENED, event, recipients(_taking_part(event), OFFICE))


@receives(events.MinimumMissed, name="procurement.tell_missed")
def tell_missed(event: events.MinimumMissed) -> None:
    """Tell those that take part, and the hub, which may name a later deadline: each time it is missed."""
    found = JointProcurement.objects.get(number=event.subject.public_id)
    people = {*recipients(_taking_part(event), OFFICE), *_hub()}
    _tell(messages.MISSED, event, people, found.closes_at.isoformat() if found.closes_at else "")


@receives(events.BodyBound, name="procurement.tell_result")
def tell_result(event: events.BodyBound) -> None:
    """Tell a body that its result is there, and nobody else."""
    people = recipients([event.organisation_id], OFFICE)
    _tell(messages.BOUND, event, people, str(event.organisation_id), own=event.organisation_id)


@receives(events.QuantitiesSettled, name="procurement.tell_settled")
def tell_settled(event: events.QuantitiesSettled) -> None:
    """Tell the hub."""
    _tell(messages.SETTLED, event, _hub())


def _tell(
    kind: str,
    event: Event,
    people: Iterable[int],
    occasion: str = "",
    params: dict[str, Any] | None = None,
    *,
    own: int | None = None,
) -> None:
    """Tell people once for each ``occasion``; ``own`` is the body that alone is concerned."""
    key = f"{kind}:{event.subject.public_id}:{occasion}"
    if own is not None:
        key += f":{own}"  # who works for two bodies is told for each
    notify(kind, to=people, subject=event.subject, params=params, key=key, organisation_id=own)


def _everybody() -> list[int]:
    return list(Organisation.objects.municipalities().values_list("pk", flat=True))


def _taking_part(event: Event) -> list[int]:
    standing = Participation.objects.standing().filter(procurement__number=event.subject.public_id)
    return list(standing.values_list("organisation_id", flat=True))


def _hub() -> list[int]:
    return recipients([Organisation.objects.hub().pk], [Role.HUB_OFFICER])
