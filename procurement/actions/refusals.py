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
