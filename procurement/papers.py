"""What this house prints: 需要調査票, 参加申込書, 協定書, 数量確定通知.

The hub reads them too, so none says a price of a body's own. Each is about the procurement and belongs to one body;
what it says is worked out in the system's scope, so every row is asked for by its owner.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from commons.lifecycle.models import ApprovalRequest
from commons.lifecycle.states import RequestState
from commons.papers import PaperKind
from commons.tenancy.models import Organisation
from commons.values import clock, wareki
from commons.values.ref import Ref
from commons.values.tax import tax_of_paper
from commons.values.yen import format_yen

from .actions.agreeing import AGREEMENT_APPROVAL
from .actions.participations import PARTICIPATION_APPROVAL
from .calculations.numbers import quantity_text
from .models import (
    AGREEMENT_KIND,
    Agreement,
    AgreementSignature,
    BoundQuantity,
    JointProcurement,
    LineItem,
    Participation,
    ParticipationFigure,
    ParticipationTerms,
)
from .queries import lines_of
from .states import State

SURVEY_SHEET, PARTICIPATION_FORM = "procurement.survey-sheet", "procurement.participation-form"
AGREEMENT_PAPER, RESULT_NOTICE = "procurement.agreement", "procurement.result-notice"

Said = Mapping[str, Any]


def survey_sheet(subject: Ref, owner_id: int | None) -> Said:
    """Return the sheet on which a body that works on paper gathers its answer. It says no figure of the body's."""
    found, body = _read(subject, owner_id)
    lines = lines_of(found)
    return {
        "to": _("%(body)s") % {"body": body.name},
        "facts": [
            (_("From"), _("Tokyo Commons, the hub")),
            (_("Answer by"), _moment(found, State.SURVEY)),
        ],
        "lead": _("Tell how many you would need. The answer does not bind and can be changed until the deadline."),
        "sections": [
            _about(found),
            {
                "title": _("2 Prices by the joint total (without tax)"),
                "columns": [{"title": _("Item")}, {"title": _("From a total of"), "width": "mid", "kind": "num"},
                            {"title": _("Unit price"), "width": "mid", "kind": "num"}],
                "lines": [
                    [line.name, quantity_text(tier.min_total_quantity, line.unit), format_yen(tier.unit_price)]
                    for line in lines
                    for tier in line.tiers
                ],
            },
            {
                "title": _("3 Your answer"),
                "rows": [
                    (_("Prospect"), _("□ We would like to take part  □ We are considering it  □ Not this time")),
                    *((line.name, "　" * 12 + line.unit.partition("・")[0]) for line in lines),
                    (_("Needed from"), _("year    month    day")),
                    (_("Remark"), "　\n　"),
                ],
            },
        ],
        "notes": [_("Enter the answer on the page of the procurement. Write no price here: the hub reads this sheet.")],
        "seals": [_seal(_("Section head")), _seal(pgettext("paper", "Clerk"))],
    }  # fmt: skip


def participation_form(subject: Ref, owner_id: int | None) -> Said:
    """Return the application of a body whose approver granted it."""
    found, body = _read(subject, owner_id)
    participation = Participation.objects.select_related("granted_by").get(procurement=found, organisation=body)
    terms = ParticipationTerms.objects.filter(participation=participation, organisation=body).first()
    asked = _granted(PARTICIPATION_APPROVAL, found.ref, body)
    quantities = _figures(found, body, at=participation.granted_at)
    rows = [
        [str(place), line.name, quantity_text(quantities[line.pk], line.unit)]
        for place, line in enumerate(lines_of(found), start=1)
        if quantities.get(line.pk)
    ]
    wishes = []
    if terms is not None:
        day = wareki.format_wareki(terms.wanted_on) if terms.wanted_on else "—"
        wishes = [(_("Needed from"), day), (_("Remark"), terms.remark or "—")]
    return {
        "receipt": participation.receipt_number,
        "to": _("To the hub of Tokyo Commons"),
        "facts": _sender(body, asked),
        "lead": _("We apply to take part in the following joint procurement."),
        "sections": [
            _about(found),
            {
                "title": _("2 Planned quantities"),
                "columns": [_number(), {"title": _("Item")}, {"title": _("Quantity"), "width": "mid", "kind": "num"}],
                "lines": rows,
            },
            *([{"title": "", "rows": wishes}] if wishes else []),
        ],
        "confirmed": [
            _("The quantities of this application are plans; they bind later, when they are committed."),
            _("All municipalities and the hub learn that we take part. Quantities are seen by us and the hub alone."),
            _("The specification is settled together in the next step."),
        ],
        **_seals(body, asked, participation.granted_by, participation.granted_at),
    }


def agreement(subject: Ref, owner_id: int | None) -> Said:
    """Return the agreement as one body signed it: exactly these words, by their hash."""
    found, body = _read(subject, owner_id)
    frozen = Agreement.objects.select_related("spec").get(procurement=found)
    signature = AgreementSignature.objects.select_related("signed_by").get(agreement=frozen, organisation=body)
    asked = _granted(AGREEMENT_APPROVAL, Ref(AGREEMENT_KIND, found.number), body)
    return {
        "receipt": signature.receipt_number,
        "to": _("To the hub of Tokyo Commons"),
        "facts": _sender(body, asked),
        "lead": _("We agree to buy jointly on the specification below, whose words are fixed by their hash."),
        "sections": [
            _about(found),
            {
                "title": _("2 What is agreed on"),
                "rows": [
                    (_("Specification"), _("Version %(number)s, frozen") % {"number": frozen.spec.number}),
                    (_("Frozen on"), wareki.format_japanese(frozen.frozen_at)),
                    (_("Hash (SHA-256)"), f"{frozen.sha256[:32]}\n{frozen.sha256[32:]}"),
                    (_("Signed on"), wareki.format_japanese(signature.signed_at)),
                ],
            },
        ],
        "clauses": frozen.spec.clauses,
        **_seals(body, asked, signature.signed_by, signature.signed_at),
    }


def result_notice(subject: Ref, owner_id: int | None) -> Said:
    """Return what a body is bound to. A line above its maximum says only that it does not bind."""
    found, body = _read(subject, owner_id)
    rows = BoundQuantity.objects.filter(result__line__procurement=found, organisation=body)
    bound = list(rows.select_related("result__line", "commitment").order_by("result__line__position"))
    net = [(row.quantity * row.result.unit_price, row.result.line.tax_percent) for row in bound]
    taxes = tax_of_paper(net)
    total = sum(amount for amount, _percent in net) + sum(taxes.values())
    return {
        "receipt": bound[0].commitment.receipt_number,
        "to": _("%(body)s") % {"body": body.name},
        "facts": [
            (_("From"), _("Tokyo Commons, the hub")),
            (_("Receipt"), bound[0].commitment.receipt_number),
        ],
        "lead": _("The quantities of the following joint procurement were settled. Order and contract are your own."),
        "total": {"label": _("Total (with tax)"), "amount": format_yen(total)},
        "sections": [
            _about(found),
            {
                "title": _("2 Settled quantities"),
                "columns": [
                    _number(),
                    {"title": _("Item")},
                    {"title": _("Quantity"), "width": "short", "kind": "num"},
                    {"title": _("Unit price (without tax)"), "width": "mid", "kind": "num"},
                    {"title": _("Amount (without tax)"), "width": "mid", "kind": "num"},
                ],
                "lines": [_settled(place, row) for place, row in enumerate(bound, start=1)],
                "sums": [
                    *(
                        (_("Consumption tax (%(percent)s%%)") % {"percent": percent}, format_yen(tax))
                        for percent, tax in taxes.items()
                    ),
                    (_("Total (with tax)"), format_yen(total)),
                ],
            },
        ],
        "notes": [
            *([_("A line with 0 does not bind you at the tier that came about.")] if _zeros(bound) else []),
            _("After the deadline only an amendment signed by both sides changes these quantities."),
        ],
    }


KINDS = (
    PaperKind(
        name=SURVEY_SHEET,
        title=gettext_lazy("Demand survey sheet"),
        code="需調",
        template="papers/sheet.html",
        context=survey_sheet,
        audience="hub",
    ),
    PaperKind(
        name=PARTICIPATION_FORM,
        title=gettext_lazy("Application for participation"),
        code="参申",
        template="procurement/papers/participation.html",
        context=participation_form,
        audience="hub",
    ),
    PaperKind(
        name=AGREEMENT_PAPER,
        title=gettext_lazy("Signed agreement"),
        code="協定",
        template="procurement/papers/agreement.html",
        context=agreement,
        audience="hub",
    ),
    PaperKind(
        name=RESULT_NOTICE,
        title=gettext_lazy("Notice of settled quantities"),
        code="数確",
        template="papers/sheet.html",
        context=result_notice,
        audience="hub",
    ),
)


def _read(subject: Ref, owner_id: int | None) -> tuple[JointProcurement, Organisation]:
    return JointProcurement.objects.get(number=subject.public_id), Organisation.objects.get(pk=owner_id or 0)


def _about(found: JointProcurement) -> dict[str, Any]:
    return {
        "title": _("1 The joint procurement"),
        "rows": [
            (pgettext("procurement", "Title"), found.title),
            (_("Procurement number"), found.number),
            (_("Method"), str(found.get_method_display())),
            (_("Contracts"), str(found.get_contract_mode_display())),
        ],
    }


def _moment(found: JointProcurement, state: str) -> str:
    deadline = found.deadlines.filter(state=state).first()
    return wareki.format_japanese(deadline.due_at) if deadline else "—"


def _figures(found: JointProcurement, body: Organisation, *, at: dt.datetime) -> dict[int, int]:
    """Return what was approved at that moment, whatever came later."""
    rows = ParticipationFigure.objects.filter(procurement=found, organisation=body, since=at)
    return {row.line_id: row.quantity for row in rows}


def _granted(kind: str, subject: Ref, body: Organisation) -> ApprovalRequest | None:
    rows = ApprovalRequest.objects.about(subject, kind=kind).filter(organisation=body, state=RequestState.GRANTED)
    found: ApprovalRequest | None = rows.select_related("requested_by").order_by("-state_since").first()
    return found


def _sender(body: Organisation, asked: ApprovalRequest | None) -> list[tuple[str, str]]:
    facts = [(_("Body"), _("%(body)s (code %(code)s)") % {"body": body.name, "code": body.code})]
    if asked is not None:
        facts += [(_("Department"), asked.department or "—"), (_("Person in charge"), asked.requested_by.name)]
    return facts


def _seals(body: Organisation, asked: ApprovalRequest | None, granter: Any, at: dt.datetime) -> dict[str, Any]:
    """Return the seals of who decided and who asked; a decision made on paper has its seal there."""
    if asked is None:
        return {}
    note = _("Approved electronically in Tokyo Commons\nApproval number %(number)s") % {"number": asked.number}
    by = granter.name if granter is not None else ""
    if asked.paper_decision is not None:
        note, by = _("Decided on paper\nApproval number %(number)s") % {"number": asked.number}, ""
    return {
        "seals_note": note,
        "seals": [
            _seal(pgettext("paper", "Decision"), body, at, by),
            _seal(pgettext("paper", "Clerk"), body, asked.requested_at, asked.requested_by.name),
        ],
    }


def _seal(title: str, body: Organisation | None = None, at: dt.datetime | None = None, name: str = "") -> Said:
    day = at.astimezone(clock.JST) if at else None
    era = f"{day.year - 2018}. {day.month}. {day.day}" if day else ""
    return {"title": title, "organisation": body.name if body else "", "on": era, "name": name.split(" ")[0]}


def _number() -> dict[str, str]:
    return {"title": _("No."), "width": "no", "kind": "center"}


def _settled(place: int, row: BoundQuantity) -> list[str]:
    line: LineItem = row.result.line
    return [
        str(place),
        line.name,
        quantity_text(row.quantity, line.unit),
        format_yen(row.result.unit_price),
        format_yen(row.quantity * row.result.unit_price),
    ]


def _zeros(bound: Iterable[BoundQuantity]) -> bool:
    return any(not row.quantity for row in bound)
