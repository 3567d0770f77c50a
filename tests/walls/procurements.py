"""What is planted of joint procurements: three in which both bodies take part, each with figures of its own.

One asks in its survey, one takes quantities that bind, one has its result.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Model

from commons.accounts.models import Role
from commons.tenancy import scopes
from commons.values import clock
from procurement import actions
from procurement.models import CatalogueItem, DemandResponse, JointProcurement, Reminder
from tests import people
from tests.clock import standing
from tests.procurement import steps

from .parties import Asker, Household, Secret

Planted = tuple[list[Model], list[Secret]]
Fill = tuple[dict[str, Any], Callable[[Asker], bool] | None]
BODIES = ("setagaya", "chofu")
OTHER = "mitaka"
SURVEYED, COMMITTING, SETTLED = "植えた調達（調査中）", "植えた調達（確定中）", "植えた調達（確定済み）"


def answers(household: Household, item: CatalogueItem, number: int) -> Planted:
    """Build all three with the first household, and tell each what of it is its own."""
    if not JointProcurement.objects.filter(title=SURVEYED).exists():
        _survey()
        _commit()
        _settle()
    owned = [
        (_asked(number), "quantity in an answer"),
        (_remark(number), "remark of an answer"),
        (str(_bound(number)), "quantity that binds"),
        (str(_won(number)), "quantity of a result"),
    ]
    return rows_of(DemandResponse)(household, item, number)[0], [
        *(Secret(text, what, _body_and_hub(household)) for text, what in owned),
        Secret(str(_maximum(number)), "maximum unit price", lambda asker: asker.body == household.slug),
    ]


def rows_of(model: type[Any]) -> Callable[[Household, CatalogueItem, int], Planted]:
    """Return what hands out a body's rows of a model, planted with the answers."""

    def plant(household: Household, item: CatalogueItem, number: int) -> Planted:
        with scopes.system("test looks at what it planted"):
            body = people.organisation(household.slug)
            owner = people.organisation("hub") if model is Reminder else body
            return list(model.objects.filter(organisation=owner)), []

    return plant


def number_of(title: str) -> str:
    """Return the number of a planted procurement."""
    return JointProcurement.objects.get(title=title).number


def _body_and_hub(household: Household) -> Callable[[Asker], bool]:
    return lambda asker: asker.body == household.slug or Role.HUB_OFFICER in asker.roles


def _asked(number: int) -> str:
    return str(5_100_000 + number * 123_457)


def _remark(number: int) -> str:
    return f"控えの意見{number}ノ六六一"


def _bound(number: int) -> int:
    return 6_200_000 + number * 234_571


def _won(number: int) -> int:
    return 7_300_000 + number * 345_679


def _maximum(number: int) -> int:
    return 8_400_000 + number * 456_791


def _survey() -> None:
    with standing(clock.now() - dt.timedelta(days=1)):
        made = _named(steps.drafted(), SURVEYED)
        with steps.system():
            actions.open_survey(procurement=made, version=made.version)
            actions.remind(procurement=made, body_ids=[people.organisation(OTHER).pk])
        for number, slug in enumerate(BODIES, start=1):
            with people.member_scope(slug):
                actions.answer_survey(
                    procurement=made,
                    expected_revision=0,
                    stance="join",
                    quantities={steps.line_of(made).pk: int(_asked(number))},
                    wanted_on=clock.today() + dt.timedelta(days=200),
                    remark=_remark(number),
                )


def _commit() -> None:
    with standing(clock.now() - dt.timedelta(days=22)) as shown:
        made = _named(steps.in_committing(shown, [*BODIES, OTHER]), COMMITTING)
        for number, slug in enumerate(BODIES, start=1):
            steps.commit(made, slug, _bound(number), _maximum(number))


def _settle() -> None:
    with standing(clock.now() - dt.timedelta(days=60)) as shown:
        made = _named(steps.in_review(shown, [*BODIES, OTHER]), SETTLED)
        for slug in BODIES:
            with people.member_scope(slug):
                actions.ask_about_spec(procurement=made, text=f"質問{len(slug)}")
        shown.forward(days=7)
        with steps.system():
            for question in made.questions.all():
                actions.answer_question(procurement=made, number=question.number, answer="お答えします。")
            actions.open_agreement(procurement=made, version=made.version, sha256=steps.digest_of(made))
            actions.take_cuts(procurement=made, at=clock.now())
        made = steps.fresh(made)
        steps.sign(made, [*BODIES, OTHER])
        with steps.system():
            actions.open_committing(procurement=made, version=made.version)
        for number, slug in enumerate(BODIES, start=1):
            steps.commit(made, slug, _won(number))
        shown.forward(days=14)
        steps.settle(made)


def _named(made: JointProcurement, title: str) -> JointProcurement:
    JointProcurement.objects.filter(pk=made.pk).update(title=title)
    return steps.fresh(made)


# Rows that stay while the others' things are taken away, for what others may know the answers rightly depend on.
KNOWN_TO_OTHERS = {"procurement.Participation"}  # that a body takes part
KNOWN_TO_HUB = {  # and what it entered, but for its limit
    "procurement.DemandResponse",
    "procurement.DemandLine",
    "procurement.ParticipationTerms",
    "procurement.ParticipationFigure",
    "procurement.AgreementSignature",
    "procurement.Commitment",
    "procurement.BoundQuantity",
}


def fills() -> dict[str, Callable[[Any], list[Fill]]]:
    """Return the places of every address, each with the procurement that has most to show there."""

    def at(*titles: str, **more: Any) -> Callable[[Any], list[Fill]]:
        return lambda world: [({"number": number_of(title), **more}, None) for title in titles]

    surveyed = (
        "survey", "survey-done", "survey-sheet", "survey-xlsx", "survey-csv", "open-survey", "open-intent", "remind",
        "spec", "line-new", "print-all",
    )  # fmt: skip
    committing = (
        "join", "join-done", "withdraw", "open-spec-review", "ask", "open-agreement", "sign", "open-committing",
        "simulator", "commit", "commit-done", "commit-sheet", "commit-xlsx", "commit-csv",
    )  # fmt: skip
    known = {
        **{name: at(SURVEYED) for name in surveyed},
        **{name: at(COMMITTING) for name in committing},
        "procurement": at(SURVEYED, COMMITTING, SETTLED),
        "cockpit": at(SURVEYED, COMMITTING),
        "deadline-move": at(COMMITTING, state="committing"),
        "questions": at(SETTLED),
        "answer": at(SETTLED, question=1),
        "agreement": at(SETTLED),
        "result": at(SETTLED),
        "papers": at(SURVEYED, SETTLED),
    }
    return {f"procurement:{name}": fill for name, fill in known.items()}
