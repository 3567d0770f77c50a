"""What this house asks a body's approvers for."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.lifecycle import approvals
from commons.lifecycle.models import ApprovalRequest
from commons.values import wareki

from .actions import take_part
from .actions.participations import PARTICIPATION_APPROVAL
from .models import Deadline, JointProcurement
from .states import State


def title(request: ApprovalRequest) -> str:
    """Return what is asked for, in a line."""
    return _("Participation: %(title)s") % {"title": _procurement(request).title}


def rows(payload: dict[str, Any]) -> list[approvals.Row]:
    """Return the lines of a request."""
    shown = [approvals.Row(row["name"], quantity_text(row["quantity"], row["unit"])) for row in payload["lines"]]
    if payload["wanted_on"]:
        day = dt.date.fromisoformat(payload["wanted_on"])
        shown.append(approvals.Row(_("Needed from"), wareki.format_for_reader(day)))
    shown.append(approvals.Row(_("Remark"), payload["remark"] or "—"))
    return shown


def granted(request: ApprovalRequest) -> None:
    """Let the body take part, in the transaction that grants it."""
    take_part(procurement=_procurement(request), organisation_id=request.organisation_id, payload=request.payload)


def deadline(request: ApprovalRequest) -> dt.datetime | None:
    """Return until when it may be granted: the deadline of 参加意向, which may have moved."""
    found = Deadline.objects.filter(procurement__number=request.thing.public_id, state=State.INTENT).first()
    return found.due_at if found else None


def edit_url(request: ApprovalRequest) -> str:
    """Return the form in which it is mended after it was sent back."""
    return reverse("procurement:join", args=[request.thing.public_id])


def url(request: ApprovalRequest) -> str:
    """Return the procurement's page."""
    return reverse("procurement:procurement", args=[request.thing.public_id])


def consequence(request: ApprovalRequest) -> str:
    """Say what approving binds the body to."""
    return _(
        "The body takes part from the moment of approval, and all bodies see that it does. "
        "The quantity binds later, when it is committed."
    )


def refused_means(request: ApprovalRequest) -> str:
    """Say what a refusal leads to."""
    return _("The body does not take part. Until the deadline it may be requested anew.")


def quantity_text(quantity: int, unit: str) -> str:
    """Write a quantity with its unit: 「120台」."""
    return f"{quantity:,} {unit}" if unit.isascii() else f"{quantity:,}{unit.partition('・')[0]}"


def _procurement(request: ApprovalRequest) -> JointProcurement:
    return JointProcurement.objects.get(number=request.thing.public_id)


PARTICIPATION = approvals.ApprovalKind(
    name=PARTICIPATION_APPROVAL,
    label=gettext_lazy("Participation in a joint procurement"),
    title=title,
    rows=rows,
    granted=granted,
    deadline=deadline,
    edit_url=edit_url,
    url=url,
    consequence=consequence,
    refused_means=refused_means,
)
