"""What a notice about a request says. Its title goes by mail and gives nothing away."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.notifications import messages
from commons.notifications.messages import Message, Params
from commons.values.ref import Ref

from .models import ApprovalRequest
from .tasks import title_of

WAITS = "lifecycle.approval_waits"
RETURNED = "lifecycle.approval_returned"
GRANTED = "lifecycle.approval_granted"
REFUSED = "lifecycle.approval_refused"
LAPSED = "lifecycle.approval_lapsed"

_titles = {
    WAITS: gettext_lazy("A request waits for your decision"),
    RETURNED: gettext_lazy("A request was sent back"),
    GRANTED: gettext_lazy("A request was approved"),
    REFUSED: gettext_lazy("A request was refused"),
    LAPSED: gettext_lazy("A request has lapsed at its deadline"),
}
_lines = {
    WAITS: gettext_lazy("Waits for your decision: %(title)s"),
    RETURNED: gettext_lazy("Sent back: %(title)s"),
    GRANTED: gettext_lazy("Approved: %(title)s"),
    REFUSED: gettext_lazy("Refused: %(title)s"),
    LAPSED: gettext_lazy("Lapsed at its deadline: %(title)s"),
}


def register() -> None:
    """Let the notices know of these kinds."""
    for kind in _titles:
        messages.register(_message(kind))


def _message(kind: str) -> Message:
    def line(subject: Ref, params: Params) -> str:
        request = ApprovalRequest.objects.filter(public_id=subject.public_id).first()
        return str(_lines[kind]) % {"title": title_of(request) if request else _("a request")}

    return Message(
        kind=kind,
        title=lambda subject, params: _titles[kind],
        line=line,
        url=lambda subject, params: reverse("desk:approval", args=[subject.public_id]),
    )
