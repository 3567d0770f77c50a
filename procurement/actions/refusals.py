"""Why an action said no, in sentences for the clerk."""

from django.utils.translation import gettext_lazy as _

from commons.values.refusals import Refusal
from procurement.calculations.tiers import Flaw


class AddressTaken(Refusal):
    """Another item has this address."""

    message = _("Another item has this address. Choose a different one.")
    field = "slug"


class ValidBeforeThePrevious(Refusal):
    """A version would hold from a day before its predecessor's."""

    message = _("A version cannot hold from an earlier day than the one before it.")
    field = "valid_from_on"


class ValidInTheFuture(Refusal):
    """A version would hold from a day that has not come: the list would show a price that nobody gets yet."""

    message = _("This day has not come yet. Publish the version on the day from which it holds.")
    field = "valid_from_on"


class FaultyTiers(Refusal):
    """The tiers contradict themselves; forms show the same sentences beside each row."""

    field = "tiers"


TIER_SENTENCES = {
    Flaw.EMPTY: _("Enter at least one tier."),
    Flaw.FIRST_NOT_ONE: _("The first tier starts from a total of 1."),
    Flaw.QUANTITY_NOT_RISING: _("The quantity must be larger than in the tier above."),
    Flaw.PRICE_NOT_FALLING: _("The unit price must be lower than in the tier above."),
    Flaw.PRICE_NOT_POSITIVE: _("The unit price is at least ¥1."),
}


class NothingToClear(Refusal):
    """There is no baseline of this body."""

    message = _("There is nothing to delete: no price is recorded.")


class DeadlinesOutOfOrder(Refusal):
    """A step would end before the one before it."""

    message = _("This deadline must lie after that of the step before it.")


class DeadlineBehind(Refusal):
    """A deadline would lie in the past."""

    message = _("This moment has passed already. Enter a later one.")


class DeadlineMissing(Refusal):
    """A step that is about to begin has no deadline."""

    message = _("Enter the deadline of this step first.")


class OnlyLater(Refusal):
    """A deadline that was told to all is to come sooner."""

    message = _("A deadline moves later only. Enter a moment after the present one.")
    field = "due_on"


class StepIsOver(Refusal):
    """The deadline of a finished step is to move."""

    message = _("This step is over. Its deadline stays as it was.")


class NumberTaken(Refusal):
    """Two procurements would have one number."""

    message = _("Another procurement was given this number at the same moment. Send it again.")


class NotADraft(Refusal):
    """Lines are fixed once the survey has begun."""

    message = _("The survey has begun: what is asked for can no longer be changed.")


class LineTwice(Refusal):
    """The same version stands in two lines."""

    message = _("This item is already a line of the procurement.")
    field = "item"


class NotNegotiated(Refusal):
    """A line's prices are not those that the method needs."""

    message = _(
        "With a negotiated price every line is an item of the catalogue; otherwise its prices are for reference."
    )


class LinesMissing(Refusal):
    """A survey without lines would ask for nothing."""

    message = _("Add at least one line before you open the survey.")


class SpecMissing(Refusal):
    """A survey needs a draft of the specification."""

    message = _("Write a draft of the specification before you open the survey.")


class SurveyStillOpen(Refusal):
    """The next step is to begin before the survey's deadline."""

    message = _("The survey is still open. The next step can begin after its deadline.")


class EntriesClosed(Refusal):
    """The deadline came first."""

    message = _("The deadline has passed. Nothing can be entered or changed any more.")


class NotInThisStep(Refusal):
    """Something is entered that belongs to another step."""

    message = _("The procurement is in another step now. Look at its page.")


class QuantityMissing(Refusal):
    """Somebody who wants to buy says how much."""

    message = _("Enter a quantity of 1 or more in at least one line.")
    field = "quantity"


class WantedOnMissing(Refusal):
    """Somebody who wants to buy says from when."""

    message = _("Enter the day from which you would need it.")
    field = "wanted_on"


class WantedInThePast(Refusal):
    """The wanted day has passed."""

    message = _("This day has passed already. Enter today or a later day.")
    field = "wanted_on"


class NobodyToRemind(Refusal):
    """All chosen bodies have answered or were reminded today."""

    message = _("Nobody was reminded: the chosen bodies have answered, or were reminded today already.")


class TakesPartAlready(Refusal):
    """The body takes part."""

    message = _("Your municipality takes part already.")


class TakesNoPart(Refusal):
    """There is nothing to withdraw."""

    message = _("Your municipality does not take part.")


class IntentStillOpen(Refusal):
    """The specification is to be settled before it is known who takes part."""

    message = _("The expression of interest is still open. The next step can begin after its deadline.")


class TooFewBodies(Refusal):
    """One body alone buys nothing jointly."""

    message = _("A joint procurement goes on with at least 2 bodies.")


class QuestionTwice(Refusal):
    """The same words were asked already."""

    message = _("This question was asked already. Look at it below.")
    field = "text"


class ReviewStillOpen(Refusal):
    """The specification is to be frozen before its deadline."""

    message = _("The specification review is still open. The next step can begin after its deadline.")


class QuestionsOpen(Refusal):
    """Bodies would sign while their questions wait."""

    message = _("Answer every question before the specification is frozen.")


class SpecChanged(Refusal):
    """Another version than the one shown would be frozen or signed."""

    message = _("The specification has changed since this page was opened. Read it again.")


class SpecFrozen(Refusal):
    """A frozen specification is to change."""

    message = _("The specification is frozen by the agreement and stays as it is.")
    field = "text"


class SignedAlready(Refusal):
    """A second signature."""

    message = _("Your municipality has signed already.")


class AgreementStillOpen(Refusal):
    """Quantities are to be bound before everybody has signed."""

    message = _("The agreement is still open. The next step can begin after its deadline, or when all have signed.")


class SignatureMissing(Refusal):
    """A body that has not signed wants to bind itself."""

    message = _("Your municipality has not signed the agreement, so it cannot commit quantities.")


class MaximumBelowLowestTier(Refusal):
    """A maximum that no tier can meet would bind nobody."""

    message = _("No tier is as low as this price, so your municipality would never be bound. Enter a higher maximum.")
