"""Print what a body gets on paper, once what it says has happened. Outside of every transaction: it takes seconds."""

from commons.events import receives
from commons.events.handlers import Hopeless
from commons.papers import issue, queries, revoke
from commons.papers.glyphs import MissingGlyph
from commons.values.ref import Ref
from procurement import papers
from procurement.events import AgreementSigned, BodyBound, ParticipationGranted, ParticipationWithdrawn
from procurement.models import AgreementSignature, BoundQuantity, Participation


@receives(ParticipationGranted, name="procurement.print_participation", kind="outside")
def print_participation(event: ParticipationGranted) -> None:
    """Issue 参加申込書, unless the body has left or come back under another number meanwhile."""
    standing = Participation.objects.standing().filter(receipt_number=event.receipt_number)
    if standing.exists():
        _issue(papers.PARTICIPATION_FORM, event.subject, event.organisation_id)


@receives(ParticipationWithdrawn, name="procurement.revoke_participation", kind="outside")
def revoke_participation(event: ParticipationWithdrawn) -> None:
    """Declare 参加申込書 void for whoever does not take part any more."""
    if Participation.objects.standing().filter(
        procurement__number=event.subject.public_id, organisation_id=event.organisation_id
    ):
        return  # it has come back: its new application stands
    for paper in queries.papers_of(event.subject, kind=papers.PARTICIPATION_FORM):
        if paper.organisation_id == event.organisation_id and paper.revoked_at is None:
            revoke(paper)


@receives(AgreementSigned, name="procurement.print_agreement", kind="outside")
def print_agreement(event: AgreementSigned) -> None:
    """Issue 協定書."""
    if AgreementSignature.objects.filter(receipt_number=event.receipt_number).exists():
        _issue(papers.AGREEMENT_PAPER, event.subject, event.organisation_id)


@receives(BodyBound, name="procurement.print_result", kind="outside")
def print_result(event: BodyBound) -> None:
    """Issue 数量確定通知."""
    bound = BoundQuantity.objects.filter(
        result__line__procurement__number=event.subject.public_id, organisation_id=event.organisation_id
    )
    if bound.exists():
        _issue(papers.RESULT_NOTICE, event.subject, event.organisation_id)


def _issue(kind: str, subject: Ref, owner_id: int) -> None:
    """Issue a paper; a character that no font has stays missing however often it is tried."""
    try:
        issue(kind, subject, owner_id)
    except MissingGlyph as missing:
        raise Hopeless(type(missing).__qualname__) from None
