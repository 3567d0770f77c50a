"""The table of who sees what, for what is asked, signed and bound: cell by cell, over every role, with something in it.

The figures are ones that nothing else has, written in every way the site writes them.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from commons.accounts.models import Role
from commons.audit.models import Record
from commons.events.models import Announcement
from commons.lifecycle.models import ApprovalRequest
from commons.tenancy import scopes
from procurement import actions
from procurement.actions import Wanted
from procurement.models import (
    AgreementSignature,
    AskedQuestion,
    BoundQuantity,
    Commitment,
    CommitmentLimit,
    CutFigure,
    LineResult,
    MunicipalityBudget,
    ParticipationFigure,
    PublishedCut,
)
from tests import people
from tests.clock import StandingClock, standing
from tests.procurement import steps
from tests.procurement.steps import A, B, C, D

pytestmark = pytest.mark.django_db

QUANTITY, MAXIMUM, BASELINE = 7_137, 11_987, 13_579
FIGURES = [f"{QUANTITY:,}", str(QUANTITY), "-131121-Q1"]  # the code of 世田谷区 in a receipt's number
SECRETS = [f"{MAXIMUM:,}", str(MAXIMUM), f"{BASELINE:,}", str(BASELINE), "起案の覚え書き"]
NAMES = (
    "procurement", "questions", "agreement", "sign", "simulator", "commit", "commit-done", "result", "cockpit",
    "withdraw", "join-done", "survey-done", "open-committing",
)  # fmt: skip
OTHERS = {
    "visitor": None,
    "clerk of a body taking part": (B, Role.CLERK),
    "approver of a body taking part": (B, Role.APPROVER),
    "administrator of a body taking part": (B, Role.ADMINISTRATOR),
    "clerk of a body not taking part": (D, Role.CLERK),
    "editor of a body not taking part": (D, Role.EDITOR),
}
HUB = {
    "hub officer": ("hub", Role.HUB_OFFICER),
    "administrator of the hub": ("hub", Role.ADMINISTRATOR),
}


@pytest.fixture
def now() -> Iterator[StandingClock]:
    with standing() as shown:
        yield shown


@pytest.fixture
def bound(now):
    """A procurement in which 世田谷区 asked, signed, committed under a maximum, and waits with a second request."""
    made = steps.in_review(now)
    with people.member_scope(A):
        actions.ask_about_spec(procurement=made, text="世田谷からの問い合わせ")
    now.forward(days=7)
    with people.member_scope("hub", Role.HUB_OFFICER):
        actions.answer_question(procurement=made, number=1, answer="お答えします。")
        actions.open_agreement(procurement=made, version=made.version, sha256=steps.digest_of(made))
    made = steps.fresh(made)
    steps.sign(made, [A, B, C])
    with steps.system():
        actions.open_committing(procurement=made, version=made.version)
    steps.commit(made, A, QUANTITY, MAXIMUM)
    steps.commit(made, B, 5)
    steps.commit(made, C, 6)
    line = steps.line_of(made)
    with people.member_scope(A):
        MunicipalityBudget.objects.create(
            organisation=people.organisation(A), line=line, baseline_unit_price=BASELINE, updated_at=now.moment
        )
        actions.request_commitment(
            procurement=made,
            expected_revision=1,
            wanted={line.pk: Wanted(quantity=QUANTITY, maximum=MAXIMUM)},
            note="起案の覚え書き",
        )
    return steps.fresh(made)


def browser(who):
    return Client() if who is None else people.client_of(people.person_acting_for(*who))


def everything(client, procurement):
    """Return all that the pages of a procurement, the lists and the home page say."""
    line = steps.line_of(procurement)
    said = []
    for name in NAMES:
        address = reverse(f"procurement:{name}", args=[procurement.number])
        for query in ({}, {f"quantity_{line.pk}": "1"}, {"sort": "maximum"}):
            answer = client.get(address, query)
            said.append(f"{dict(answer.headers)}{answer.content.decode()}")
    said += [client.get(address).content.decode() for address in ("/", "/procurement/procurements/?sort=maximum")]
    with steps.system():
        request_id = ApprovalRequest.objects.values_list("public_id", flat=True).first()
    guessed = client.get(reverse("desk:approval", args=[request_id]))
    return "\n".join([*said, guessed.content.decode()])


@pytest.mark.parametrize("who", OTHERS.values(), ids=list(OTHERS))
def test_nobody_else_reads_quantity_maximum_baseline_or_approval(bound, who):
    said = everything(browser(who), bound)

    assert [trace for trace in [*FIGURES, *SECRETS] if trace in said] == []


@pytest.mark.parametrize("who", HUB.values(), ids=list(HUB))
def test_the_hub_reads_no_maximum_no_baseline_and_no_approval(bound, who):
    said = everything(browser(who), bound)

    assert [trace for trace in SECRETS if trace in said] == []


def test_the_officer_reads_the_quantity_and_the_body_reads_everything(bound):
    officer = browser(HUB["hub officer"]).get(reverse("procurement:cockpit", args=[bound.number])).content.decode()
    own = everything(browser((A, Role.CLERK)), bound)

    assert f"{QUANTITY:,}" in officer
    assert [trace for trace in (f"{QUANTITY:,}", f"{MAXIMUM:,}", f"{BASELINE:,}") if trace not in own] == []


@pytest.mark.parametrize("settled", [False, True])
def test_the_result_tells_others_nothing_of_the_body(bound, now, settled):
    now.forward(days=14)
    if settled:
        steps.settle(bound)

    for who in OTHERS.values():
        said = everything(browser(who), steps.fresh(bound))
        assert [trace for trace in [*FIGURES, *SECRETS] if trace in said] == []


ROWS = (AgreementSignature, Commitment, BoundQuantity, ParticipationFigure)
OWN_ONLY = (AskedQuestion, CommitmentLimit, MunicipalityBudget, CutFigure, ApprovalRequest)


@pytest.mark.parametrize("role", [Role.CLERK, Role.APPROVER, Role.EDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("slug", [B, D])
def test_no_role_of_another_body_is_handed_a_row(bound, now, slug, role):
    now.forward(days=14)
    steps.settle(bound)
    owner = people.organisation(A).pk

    with people.member_scope(slug, role):
        assert [m.__name__ for m in (*ROWS, *OWN_ONLY) if m.objects.filter(organisation_id=owner).exists()] == []


def test_the_hub_is_handed_quantities_and_signatures_and_no_condition(bound, now):
    now.forward(days=14)
    steps.settle(bound)
    owner = people.organisation(A).pk

    with people.member_scope("hub", Role.HUB_OFFICER):
        seen = {m for m in (*ROWS, *OWN_ONLY) if m.objects.filter(organisation_id=owner).exists()}
    with people.member_scope("hub", Role.ADMINISTRATOR):
        none = {m for m in (*ROWS, *OWN_ONLY) if m.objects.filter(organisation_id=owner).exists()}
    with scopes.public():
        public = {m for m in (*ROWS, *OWN_ONLY) if m.objects.filter(organisation_id=owner).exists()}

    assert seen == set(ROWS)
    assert none == public == set()


def test_neither_log_nor_outbox_keeps_a_figure(bound, now):
    now.forward(days=14)
    steps.settle(bound)

    with steps.system():
        kept = "\n".join(
            [
                *(f"{row.subject} {row.changed_fields} {row.purpose}" for row in Record.objects.all()),
                *(f"{row.subject} {row.payload}" for row in Announcement.objects.all()),
            ]
        )
    assert [trace for trace in (str(QUANTITY), *SECRETS) if trace in kept] == []


def test_two_cuts_around_one_bodys_change_give_no_difference(now):
    bodies = [A, B, C, D]
    made = steps.in_committing(now, bodies)
    for slug in bodies:
        steps.commit(made, slug, 100)

    def midnight():
        now.forward(days=1)
        with steps.system():
            actions.take_cuts(procurement=made, at=now.moment)
        return list(PublishedCut.objects.filter(line=steps.line_of(made)).values_list("pk", "total"))

    before = midnight()
    steps.commit(made, A, 555)
    one_changed = midnight()
    steps.commit(made, B, 600)
    two_changed = midnight()
    steps.commit(made, C, 700)
    three_changed = midnight()

    assert before == one_changed == two_changed
    assert sorted(total for pk, total in set(three_changed) - set(before)) == [555 + 600 + 700 + 100]


def test_the_result_shows_no_sum_that_could_be_held_against_a_cut(bound, now):
    assert {field.name for field in LineResult._meta.get_fields()} == {
        "id", "line", "unit_price", "from_quantity", "resolved_at",
    }  # fmt: skip
