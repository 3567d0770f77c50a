"""仕様協議 and 協定: what all agree on is frozen, and signed once by each."""

from collections.abc import Iterator

import pytest

from commons.lifecycle import approvals
from commons.tenancy import scopes
from commons.values.refusals import StaleEdit
from procurement import actions, receivers
from procurement.actions.refusals import (
    AgreementStillOpen,
    EntriesClosed,
    IntentStillOpen,
    NotInThisStep,
    QuestionsOpen,
    QuestionTwice,
    ReviewStillOpen,
    SignatureMissing,
    SignedAlready,
    SpecChanged,
    SpecFrozen,
    TakesNoPart,
    TooFewBodies,
)
from procurement.events import CommittingOpened
from procurement.models import AgreementSignature, AskedQuestion, Participation
from procurement.rules import NotAllowed
from procurement.states import Standing, State
from tests import people
from tests.clock import StandingClock, standing
from tests.procurement import steps
from tests.procurement.steps import A, B, C, D

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> Iterator[StandingClock]:
    with standing() as shown:
        yield shown


def standings(procurement):
    with steps.system():
        rows = Participation.objects.filter(procurement=procurement).select_related("organisation")
        return {row.organisation.slug: row.state for row in rows}


def test_the_review_waits_for_the_deadline_and_for_two_bodies(now):
    made = steps.in_intent(now)
    steps.take_part(made, {A: 10})

    with steps.system(), pytest.raises(IntentStillOpen):
        actions.open_spec_review(procurement=made, version=made.version)
    now.forward(days=7)
    with steps.system(), pytest.raises(TooFewBodies):
        actions.open_spec_review(procurement=made, version=made.version)

    assert steps.fresh(made).state == State.INTENT


def test_a_question_is_read_by_all_and_says_nowhere_who_asked(now):
    made = steps.in_review(now)
    with people.member_scope(A):
        asked = actions.ask_about_spec(procurement=made, text="保守は何年ですか。")
        assert AskedQuestion.objects.get().question == asked

    with people.member_scope(B):
        assert made.questions.get().text == "保守は何年ですか。"
        assert not AskedQuestion.objects.exists()
    with people.member_scope("hub", "hub_officer"):
        assert not AskedQuestion.objects.exists()
    assert people.organisation(A).pk not in [getattr(asked, field.attname) for field in asked._meta.fields[1:]]


def test_only_a_body_that_takes_part_asks_and_only_in_time(now):
    made = steps.in_review(now)

    with people.member_scope(D), pytest.raises(TakesNoPart):
        actions.ask_about_spec(procurement=made, text="質問")
    with people.member_scope(A, "approver"), pytest.raises(NotAllowed):
        actions.ask_about_spec(procurement=made, text="質問")
    with people.member_scope(A):
        actions.ask_about_spec(procurement=made, text="質問")
        with pytest.raises(QuestionTwice):
            actions.ask_about_spec(procurement=made, text="質問")
        now.forward(days=7)
        with pytest.raises(EntriesClosed):
            actions.ask_about_spec(procurement=made, text="遅い質問")

    assert made.questions.count() == 1


def test_an_answer_is_given_once(now):
    made = steps.in_review(now)
    with people.member_scope(A):
        actions.ask_about_spec(procurement=made, text="質問")
        with pytest.raises(NotAllowed):
            actions.answer_question(procurement=made, number=1, answer="5年です。")

    with people.member_scope("hub", "hub_officer"):
        actions.answer_question(procurement=made, number=1, answer="5年です。")
        with pytest.raises(StaleEdit):
            actions.answer_question(procurement=made, number=1, answer="3年です。")

    assert made.questions.get().answer == "5年です。"


def test_the_agreement_freezes_the_version_that_was_seen(now):
    made = steps.in_review(now)
    seen = steps.digest_of(made)
    with people.member_scope("hub", "hub_officer"):
        with pytest.raises(ReviewStillOpen):
            actions.open_agreement(procurement=made, version=made.version, sha256=seen)
        now.forward(days=7)
        final = actions.write_spec(procurement=made, text=steps.TEXT + "\n第3条 保守は5年とする。")
        with pytest.raises(SpecChanged):
            actions.open_agreement(procurement=made, version=made.version, sha256=seen)

        agreement = actions.open_agreement(procurement=made, version=made.version, sha256=final.sha256)

        assert (agreement.spec, agreement.sha256) == (final, final.sha256)
        assert steps.fresh(made).state == State.AGREEMENT
        with pytest.raises(SpecFrozen):
            actions.write_spec(procurement=made, text="第1条 変更")


def test_nothing_is_frozen_while_a_question_waits(now):
    made = steps.in_review(now)
    with people.member_scope(A):
        actions.ask_about_spec(procurement=made, text="質問")
    now.forward(days=7)

    with people.member_scope("hub", "hub_officer"), pytest.raises(QuestionsOpen):
        actions.open_agreement(procurement=made, version=made.version, sha256=steps.digest_of(made))


def test_the_approver_signs_and_a_second_signature_is_refused(now):
    made = steps.in_agreement(now)
    with people.member_scope(A):
        asked = actions.request_signature(procurement=made)
    with people.member_scope(A, "approver"):
        approvals.grant(request_id=asked.pk, version=asked.version)

    with people.member_scope(A):
        signature = AgreementSignature.objects.get()
        assert signature.sha256 == made.agreement.sha256
        assert signature.receipt_number == f"{made.number}-{people.organisation(A).code}-S1"
        with pytest.raises(SignedAlready):
            actions.request_signature(procurement=made)
    with pytest.raises(SignedAlready):
        steps.sign(made, [A])
    with people.member_scope(B):
        assert not AgreementSignature.objects.exists()


def test_a_body_that_takes_no_part_does_not_sign(now):
    made = steps.in_agreement(now)

    with people.member_scope(D), pytest.raises(TakesNoPart):
        actions.request_signature(procurement=made)
    with pytest.raises(TakesNoPart):
        steps.sign(made, [D])


def test_another_text_than_the_frozen_one_is_not_signed(now):
    made = steps.in_agreement(now)

    with steps.system(), pytest.raises(SpecChanged):
        actions.sign_agreement(
            procurement=made, organisation_id=people.organisation(A).pk, payload={"sha256": "0" * 64}
        )


def test_who_does_not_sign_in_time_drops_out_on_the_record(now):
    made = steps.in_agreement(now)
    steps.sign(made, [A, B])
    with steps.system():
        assert list(receivers.find_closed(State.AGREEMENT)(now.moment)) == []
    now.forward(days=7)

    with pytest.raises(EntriesClosed):
        steps.sign(made, [C])
    with steps.system():
        (due,) = receivers.find_closed(State.AGREEMENT)(now.moment)
        receivers.drop_unsigned(due.subject, due.at)
        receivers.drop_unsigned(due.subject, due.at)

    assert standings(made) == {A: Standing.TAKING_PART, B: Standing.TAKING_PART, C: Standing.UNSIGNED}
    with people.member_scope("hub", "hub_officer"):
        assert actions.open_committing(procurement=made, version=made.version).state == State.COMMITTING


def test_a_stopped_worker_lets_nobody_in_unsigned(now):
    made = steps.in_agreement(now)
    steps.sign(made, [A, B])
    now.forward(days=7)
    with people.member_scope("hub", "hub_officer"):
        actions.open_committing(procurement=made, version=made.version)

    with pytest.raises(SignatureMissing):
        steps.commit(made, C, 5)
    with steps.system():
        receivers.follow_opened_committing(CommittingOpened(subject=made.ref))

    assert standings(made)[C] == Standing.UNSIGNED


def test_quantities_wait_until_all_have_signed_or_the_deadline_came(now):
    made = steps.in_agreement(now)
    steps.sign(made, [A, B])
    with people.member_scope("hub", "hub_officer"), pytest.raises(AgreementStillOpen):
        actions.open_committing(procurement=made, version=made.version)
    steps.sign(made, [C])

    with people.member_scope("hub", "hub_officer"):
        assert actions.open_committing(procurement=made, version=made.version).state == State.COMMITTING


def test_one_signature_is_no_agreement(now):
    made = steps.in_agreement(now)
    steps.sign(made, [A])
    now.forward(days=7)

    with people.member_scope("hub", "hub_officer"), pytest.raises(TooFewBodies):
        actions.open_committing(procurement=made, version=made.version)

    assert steps.fresh(made).state == State.AGREEMENT


def test_bodies_do_not_lead_the_procurement_on(now):
    made = steps.in_review(now)

    with people.member_scope(A):
        for attempt in (
            lambda: actions.open_agreement(procurement=made, version=made.version, sha256=""),
            lambda: actions.open_committing(procurement=made, version=made.version),
            lambda: actions.drop_unsigned(procurement=made),
        ):
            with pytest.raises(NotAllowed):
                attempt()
        with pytest.raises(NotInThisStep):
            actions.request_signature(procurement=made)
    assert scopes.current_or_none() is None
