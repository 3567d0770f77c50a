"""仕様協議: settle the specification. Bodies ask, the hub answers to all and writes what will be agreed on."""

from django.db import transaction
from django.db.models import Max

from commons.audit import log
from commons.events import announce
from commons.lifecycle.transitions import lock
from commons.tenancy import scopes
from commons.values import clock
from commons.values.refusals import StaleEdit
from procurement.events import QuestionAnswered, QuestionAsked, SpecReviewOpened
from procurement.models import AskedQuestion, JointProcurement, Participation, SpecQuestion
from procurement.queries import own_participation
from procurement.states import State

from .refusals import IntentStillOpen, NotInThisStep, QuestionTwice, TakesNoPart, TooFewBodies
from .running import go_on, require_officer
from .surveys import own_body, require_open

LEAST_BODIES = 2


def open_spec_review(*, procurement: JointProcurement, version: int) -> JointProcurement:
    """Begin to settle the specification: after the deadline of 参加意向, with at least two bodies."""
    require_officer()
    with transaction.atomic():
        locked = lock(procurement)
        if locked.is_open_for(State.INTENT, clock.now()):
            raise IntentStillOpen
        require_bodies(locked)
        opened = go_on(locked, "open_spec_review", version=version)
        announce(SpecReviewOpened(subject=opened.ref))
    return opened


def require_bodies(procurement: JointProcurement) -> None:
    """Raise ``TooFewBodies`` unless at least two take part: what one buys alone is no joint procurement."""
    if Participation.objects.standing().filter(procurement=procurement).count() < LEAST_BODIES:
        raise TooFewBodies


def ask_about_spec(*, procurement: JointProcurement, text: str) -> SpecQuestion:
    """Ask for the body at work, which takes part. All bodies read the question at once, and not who asked it."""
    body = own_body()
    with transaction.atomic():
        locked = lock(procurement)
        require_open(locked, State.SPEC_REVIEW)
        if own_participation(locked, standing=True) is None:
            raise TakesNoPart
        if locked.questions.filter(text=text).exists():
            raise QuestionTwice
        last = locked.questions.aggregate(last=Max("number"))["last"] or 0
        asked = SpecQuestion.objects.create(procurement=locked, number=last + 1, text=text, asked_at=clock.now())
        AskedQuestion.objects.create(organisation=body, question=asked, asked_by_id=scopes.current().user_id)
        log.record("asked_about_spec", locked.ref)
        announce(QuestionAsked(subject=locked.ref, number=asked.number))
    return asked


def answer_question(*, procurement: JointProcurement, number: int, answer: str) -> SpecQuestion:
    """Answer to all, also after the deadline for questions. An answer is given once: bodies build on it."""
    require_officer()
    with transaction.atomic():
        locked = lock(procurement)
        if locked.state != State.SPEC_REVIEW:
            raise NotInThisStep
        question = locked.questions.select_for_update().get(number=number)
        if question.is_answered:
            raise StaleEdit(current=question)
        question.answer, question.answered_at = answer, clock.now()
        question.answered_by_id = scopes.current().user_id
        question.save(update_fields=["answer", "answered_at", "answered_by"])
        log.record("answered_question", locked.ref, changed=["questions"])
        announce(QuestionAnswered(subject=locked.ref, number=number))
    return question
