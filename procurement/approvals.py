"""What this house asks a body's approvers for."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.lifecycle import approvals
from commons.lifecycle.models import ApprovalRequest
from commons.tenancy.models import Organisation
from commons.values import wareki
from commons.values.tax import with_tax
from commons.values.yen import format_yen

from .actions import commit_quantities, sign_agreement, take_part
from .actions.agreeing import AGREEMENT_APPROVAL
from .actions.committing import COMMITMENT_APPROVAL
from .actions.participations import PARTICIPATION_APPROVAL
from .calculations.guards import council, negotiated
from .calculations.numbers import quantity_text
from .models import ContractKind, Deadline, JointProcurement, MunicipalityBudget
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


def signature_title(request: ApprovalRequest) -> str:
    """Return what is asked for, in a line."""
    return _("Agreement: %(title)s") % {"title": _procurement(request).title}


def signature_rows(payload: dict[str, Any]) -> list[approvals.Row]:
    """Return the lines of a request to sign."""
    return [
        approvals.Row(_("Specification"), _("Version %(number)s, frozen") % {"number": payload["spec"]}),
        approvals.Row(_("Hash (SHA-256)"), payload["sha256"]),
    ]


def sign(request: ApprovalRequest) -> None:
    """Sign for the body, in the transaction that grants it."""
    sign_agreement(procurement=_procurement(request), organisation_id=request.organisation_id, payload=request.payload)


def deadline_of(state: str) -> Any:
    """Return what reads a state's deadline, which may have moved."""

    def read(request: ApprovalRequest) -> dt.datetime | None:
        found = Deadline.objects.filter(procurement__number=request.thing.public_id, state=state).first()
        return found.due_at if found else None

    return read


def page(name: str) -> Any:
    """Return what leads to a page of the request's procurement."""
    return lambda request: reverse(f"procurement:{name}", args=[request.thing.public_id])


AGREEMENT = approvals.ApprovalKind(
    name=AGREEMENT_APPROVAL,
    label=gettext_lazy("Signature of an agreement"),
    title=signature_title,
    rows=signature_rows,
    granted=sign,
    deadline=deadline_of(State.AGREEMENT),
    edit_url=page("agreement"),
    url=page("agreement"),
    consequence=lambda request: _(
        "The body signs the agreement on exactly this specification. Whoever has not signed by the deadline drops out."
    ),
    refused_means=lambda request: _("The body does not sign. Until the deadline it may be requested anew."),
)


def commitment_title(request: ApprovalRequest) -> str:
    """Return what is asked for, in a line."""
    return _("Committing quantities: %(title)s") % {"title": _procurement(request).title}


def commitment_rows(payload: dict[str, Any]) -> list[approvals.Row]:
    """Return the lines of a request: the quantity, its condition, and what it costs at most."""
    shown = []
    several = len(payload["lines"]) > 1
    for row in payload["lines"]:
        prefix = f"{row['name']} – " if several else ""
        maximum = row["maximum"]
        shown += [
            approvals.Row(row["name"], quantity_text(row["quantity"], row["unit"])),
            approvals.Row(
                prefix + _("Maximum unit price (without tax)"),
                format_yen(maximum) if maximum is not None else _("None: at whatever tier"),
                private=True,
            ),
            approvals.Row(prefix + _("Costs at most (with tax)"), format_yen(_at_most(row)), private=True),
        ]
    return shown


def commit(request: ApprovalRequest) -> None:
    """Bind the body, in the transaction that grants it."""
    commit_quantities(
        procurement=_procurement(request), organisation_id=request.organisation_id, payload=request.payload
    )


def commitment_checks(request: ApprovalRequest) -> list[approvals.Check]:
    """Hold the request against budget and law. Advice with its article: the approver decides."""
    body = Organisation.objects.get(pk=request.organisation_id)
    sums: dict[str, int] = {}
    for row in request.payload["lines"]:
        sums[row["contract_kind"]] = sums.get(row["contract_kind"], 0) + _at_most(row)
    found = _budget_checks(request)
    for kind, gross in sums.items():
        found += _law_checks(kind, gross, body.kind)
    return found


def _budget_checks(request: ApprovalRequest) -> list[approvals.Check]:
    rows = {row["line"]: row for row in request.payload["lines"]}
    own = MunicipalityBudget.objects.filter(line_id__in=rows, organisation_id=request.organisation_id)
    found = []
    for budget in own:
        if budget.unit_budget is None:
            continue
        row = rows[budget.line_id]
        price = _highest(row)
        words = {"name": row["name"], "price": format_yen(price), "budget": format_yen(budget.unit_budget)}
        ok = price <= budget.unit_budget
        title = _("Within the budgeted unit price") if ok else _("Above the budgeted unit price")
        why = _("%(name)s: at most %(price)s, budgeted %(budget)s (without tax)") % words
        found.append(approvals.Check(ok, title, why))
    return found


def _law_checks(kind: str, gross: int, body_kind: str) -> list[approvals.Check]:
    words = {"kind": ContractKind(kind).label, "gross": format_yen(gross)}
    found = []
    if (asked := council(kind, gross, body_kind=body_kind)) is not None:
        found.append(
            approvals.Check(
                asked.ok,
                _("The council’s approval is not needed") if asked.ok else _("The council’s approval is needed"),
                _("%(kind)s: at most %(gross)s with tax; needed from %(limit)s (%(article)s). Your ordinance governs.")
                % {**words, "limit": format_yen(asked.limit), "article": asked.article},
            )
        )
    small = negotiated(kind, gross)
    found.append(
        approvals.Check(
            small.ok,
            _("Within the ceiling of small negotiated contracts")
            if small.ok
            else _("Above the ceiling of small negotiated contracts: name item 2, 6 or 7 with a reason"),
            _("%(kind)s: at most %(gross)s with tax; ceiling %(limit)s (%(article)s). Your own rules govern.")
            % {**words, "limit": format_yen(small.limit), "article": small.article},
        )
    )
    return found


def _highest(row: dict[str, Any]) -> int:
    """Return the highest price at which the body would be bound."""
    highest = int(row["highest_price"])
    return highest if row["maximum"] is None else min(int(row["maximum"]), highest)


def _at_most(row: dict[str, Any]) -> int:
    return with_tax(row["quantity"] * _highest(row), row["tax_percent"])


COMMITMENT = approvals.ApprovalKind(
    name=COMMITMENT_APPROVAL,
    label=gettext_lazy("Committing quantities"),
    title=commitment_title,
    rows=commitment_rows,
    granted=commit,
    deadline=deadline_of(State.COMMITTING),
    edit_url=page("commit"),
    url=page("procurement"),
    checks=commitment_checks,
    consequence=lambda request: _(
        "The body binds itself to buy these quantities at a unit price up to its maximum. After the deadline only an "
        "amendment signed by both sides changes that."
    ),
    refused_means=lambda request: _(
        "The body is not bound by this request. Whoever commits nothing by the deadline drops out."
    ),
)
