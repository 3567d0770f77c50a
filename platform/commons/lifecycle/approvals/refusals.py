"""Why a request is not taken or not decided, in sentences for whoever tried."""

from django.utils.translation import gettext_lazy as _

from commons.values.refusals import Refusal


class AlreadyRequested(Refusal):
    """The body has an open request of this kind about this thing."""

    message = _("Your municipality has already requested this. Look at what waits for approval.")


class DeadlinePassed(Refusal):
    """The thing's deadline came first."""

    message = _("The deadline has passed. Nothing can be requested or decided any more.")


class NotYours(Refusal):
    """The person at work may not decide this request at this step."""

    message = _("This request does not wait for you.")


class OwnRequest(NotYours):
    """Whoever asked may not decide."""

    message = _("You requested this yourself: somebody else decides it.")


class ReasonMissing(Refusal):
    """A thing goes back, or is refused, with words."""

    message = _("Write the reason: the person who requested this needs it.")
    field = "reason"


class NotForABody(Refusal):
    """Somebody who acts for nobody asks."""

    message = _("You act for no municipality at the moment.")
