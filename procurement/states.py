"""Where a joint procurement stands, in which order, and how it goes on: the one table.

A way enters the table together with the action that takes it.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commons.lifecycle.transitions import Transition, table


class State(TextChoices):
    """The states of a joint procurement, in their order."""

    DRAFT = "draft", pgettext_lazy("procurement", "Draft")
    SURVEY = "survey", _("Demand survey")
    INTENT = "intent", _("Expression of interest")
    SPEC_REVIEW = "spec_review", _("Specification review")
    AGREEMENT = "agreement", pgettext_lazy("procurement", "Agreement")
    COMMITTING = "committing", _("Committing quantities")
    COMMITTED = "committed", pgettext_lazy("procurement", "Committed")
    TENDERING = "tendering", _("Tendering")
    EVALUATING = "evaluating", _("Evaluating")
    AWARDED = "awarded", _("Awarded")
    CONTRACTING = "contracting", _("Contracting")
    ORDERING = "ordering", pgettext_lazy("procurement", "Ordering")
    COMPLETED = "completed", pgettext_lazy("procurement", "Completed")
    CANCELLED = "cancelled", pgettext_lazy("procurement", "Cancelled")
    UNSUCCESSFUL = "unsuccessful", _("Unsuccessful")


class Method(TextChoices):
    """How the supplier is found. With ``catalogue`` the hub has negotiated: supplier and prices are known and bind."""

    CATALOGUE = "catalogue", _("Negotiation on catalogue price")
    OPEN_TENDER = "open_tender", _("Open tender")
    PROPOSAL = "proposal", _("Open call for proposals")
    QUOTATION = "quotation", _("Comparison of quotations")


class ContractMode(TextChoices):
    """Who signs the contract."""

    INDIVIDUAL = "individual", _("One contract per municipality")
    REPRESENTATIVE = "representative", _("Representative contract")


ENDED = (State.COMPLETED, State.CANCELLED, State.UNSUCCESSFUL)
LIVE = tuple(state for state in State if state not in (State.DRAFT, *ENDED))
SPEC_WRITTEN_IN = (State.DRAFT, State.SURVEY, State.INTENT, State.SPEC_REVIEW)  # the agreement freezes it
OPEN_TO_JOIN = (State.SURVEY, State.INTENT)
CHASED = (*OPEN_TO_JOIN, State.AGREEMENT, State.COMMITTING)  # in these a body owes something until the deadline
PARTICIPATION_KNOWN = tuple(  # who takes part is known to all bodies from 参加意向 on
    state for state in State if state not in (State.DRAFT, State.SURVEY)
)
MAY_WITHDRAW_IN = (State.INTENT, State.SPEC_REVIEW, State.AGREEMENT, State.COMMITTING)  # until quantities bind
SUMMED = (State.INTENT, State.SPEC_REVIEW, State.AGREEMENT, State.COMMITTING)  # cuts are taken in these
AWARD_MADE = (State.AWARDED, State.CONTRACTING, State.ORDERING, State.COMPLETED)
TENDER_MADE = (State.TENDERING, State.EVALUATING, *AWARD_MADE)

# How a state is drawn: a class of the design's states.
KINDS = {
    State.DRAFT: "draft",
    **dict.fromkeys((State.SURVEY, State.INTENT, State.SPEC_REVIEW, State.AGREEMENT, State.TENDERING), "open"),
    **dict.fromkeys((State.COMMITTING, State.EVALUATING, State.CONTRACTING, State.ORDERING), "doing"),
    **dict.fromkeys((State.COMMITTED, State.AWARDED, State.COMPLETED), "done"),
    **dict.fromkeys((State.CANCELLED, State.UNSUCCESSFUL), "stop"),
}

TRANSITIONS = table(
    Transition(State.DRAFT, "open_survey", State.SURVEY),
    Transition(State.SURVEY, "open_intent", State.INTENT),
    Transition(State.INTENT, "open_spec_review", State.SPEC_REVIEW),
    Transition(State.SPEC_REVIEW, "open_agreement", State.AGREEMENT),
    Transition(State.AGREEMENT, "open_committing", State.COMMITTING),
    Transition(State.COMMITTING, "settle_quantities", State.COMMITTED),
)

_CATALOGUE_SKIPS = (State.TENDERING, State.EVALUATING, State.AWARDED)


def steps_of(method: str) -> list[State]:
    """List the states that a procurement of this method goes through, from its survey to its end.

    A negotiated price needs no tender: its bodies go from their quantities to their contracts.
    """
    passed = (State.DRAFT, State.CANCELLED, State.UNSUCCESSFUL, State.COMMITTED)
    skipped = _CATALOGUE_SKIPS if method == Method.CATALOGUE else ()
    return [state for state in State if state not in (*passed, *skipped)]


class Standing(TextChoices):
    """Whether a body takes part."""

    TAKING_PART = "taking_part", pgettext_lazy("procurement", "Taking part")
    WITHDRAWN = "withdrawn", pgettext_lazy("participation", "Withdrawn")
    UNSIGNED = "unsigned", _("Dropped out: not signed in time")
    UNCOMMITTED = "uncommitted", _("Dropped out: nothing committed in time")


STANDINGS = table(
    Transition(Standing.TAKING_PART, "withdraw_participation", Standing.WITHDRAWN),
    Transition(Standing.WITHDRAWN, "rejoin", Standing.TAKING_PART),
    Transition(Standing.TAKING_PART, "drop_unsigned", Standing.UNSIGNED),
    Transition(Standing.TAKING_PART, "drop_uncommitted", Standing.UNCOMMITTED),
)


class Stance(TextChoices):
    """What a body answers to a survey. Nothing of it binds."""

    JOIN = "join", _("We would like to take part")
    CONSIDERING = "considering", _("We are considering it")
    PASS = "pass", _("Not this time")


COUNTED = (Stance.JOIN, Stance.CONSIDERING)  # these say a quantity
