"""The states of a request for approval, and the ways between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .transitions import Transition, table


class RequestState(TextChoices):
    """Where a request stands. Words as the field uses them: 差戻し, 決裁."""

    REQUESTED = "requested", _("Awaiting approval")
    RETURNED = "returned", pgettext_lazy("approval", "Sent back")
    GRANTED = "granted", pgettext_lazy("approval", "Approved")
    REFUSED = "refused", pgettext_lazy("approval", "Refused")
    LAPSED = "lapsed", _("Lapsed at the deadline")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = (RequestState.REQUESTED, RequestState.RETURNED)

TRANSITIONS = table(
    Transition(RequestState.REQUESTED, "pass_on_approval", RequestState.REQUESTED),
    Transition(RequestState.REQUESTED, "grant_approval", RequestState.GRANTED),
    Transition(RequestState.REQUESTED, "send_back_approval", RequestState.RETURNED),
    Transition(RequestState.REQUESTED, "refuse_approval", RequestState.REFUSED),
    Transition(RequestState.REQUESTED, "withdraw_approval", RequestState.WITHDRAWN),
    Transition(RequestState.REQUESTED, "lapse_approval", RequestState.LAPSED),
    Transition(RequestState.RETURNED, "resubmit_approval", RequestState.REQUESTED),
    Transition(RequestState.RETURNED, "withdraw_approval", RequestState.WITHDRAWN),
    Transition(RequestState.RETURNED, "lapse_approval", RequestState.LAPSED),
)


class Deed(TextChoices):
    """One line of a request's trail."""

    REQUESTED = "requested", _("requested approval")
    RESUBMITTED = "resubmitted", _("corrected it and requested approval again")
    PASSED_ON = "passed_on", _("approved; the next step has it now")
    GRANTED = "granted", _("approved")
    SENT_BACK = "sent_back", _("sent it back")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrew the request")
    LAPSED = "lapsed", _("lapsed at the deadline")
    ON_PAPER = "on_paper", _("entered the decision made on paper")
