"""協定: freeze the specification, have every body's 決裁者 sign it, and let those go who do not sign in time."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from commons.audit import log
from commons.events import announce
from commons.lifecycle import approvals
from commons.lifecycle.models import ApprovalRequest
from commons.lifecycle.transitions import advance, lock
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from procurement.calculations.numbers import signature_receipt
from procurement.events import AgreementOpened, AgreementSigned, BodyDropped, CommittingOpened
from procurement.models import (
    Agreement,
    AgreementSignature,
    JointProcurement,
    LineItem,
    Participation,
)
from procurement.queries import own_participation
from procurement.rules import NotAllowed
from procurement.states import State

from .participations import add_figures
from .refusals import (
    AgreementStillOpen,
    QuestionsOpen,
    ReviewStillOpen,
    SignedAlready,
    SpecChanged,
    TakesNoPart,
    TooFewBodies,
)
from .running import go_on, require_officer
from .specifying import LEAST_BODIES, require_bodies
from .surveys import own_body, require_open

AGREEMENT_APPROVAL = "procurement.agreement"


def open_agreement(*, procurement: JointProcurement, version: int, sha256: str) -> Agreement:
    """Freeze the newest version of the specification and lay it before all bodies.

    ``sha256`` is the hash of the version that the officer saw: a newer one is not frozen unseen.
    """
    require_officer()
    with transaction.atomic():
        locked = lock(procurement)
        if locked.is_open_for(State.SPEC_REVIEW, clock.now()):
            raise ReviewStillOpen
        require_bodies(locked)
        if locked.questions.filter(answered_at__isnull=True).exists():
            raise QuestionsOpen
        opened = go_on(locked, "open_agreement", version=version)
        spec = opened.specs.first()
        if spec is None or spec.sha256 != sha256:
            raise SpecChanged
        frozen = Agreement.objects.create(
            procurement=opened,
            spec=spec,
            sha256=spec.sha256,
            frozen_at=clock.now(),
            frozen_by_id=scopes.current().user_id,
        )
        announce(AgreementOpened(subject=opened.ref))
    return frozen


def request_signature(
    *, procurement: JointProcurement, note: str = "", returned: ApprovalRequest | None = None, version: int = 0
) -> ApprovalRequest:
    """Ask the body's 決裁者 to sign. ``returned`` is the request that was sent back, with the ``version`` shown."""
    own_body()
    with transaction.atomic():
        locked = lock(procurement)
        require_open(locked, State.AGREEMENT)
        if own_participation(locked, standing=True) is None:
            raise TakesNoPart
        agreement = locked.agreement
        if own_signature(agreement) is not None:
            raise SignedAlready
        payload = {"spec": agreement.spec.number, "sha256": agreement.sha256}
        if returned is not None:
            return approvals.resubmit(request_id=returned.pk, version=version, payload=payload, note=note)
        return approvals.request(kind=AGREEMENT_APPROVAL, subject=agreement.ref, payload=payload, note=note)


def sign_agreement(
    *, procurement: JointProcurement, organisation_id: int, payload: Mapping[str, Any]
) -> AgreementSignature:
    """Sign for a body as its 決裁者 granted: called inside the granting transaction, never by a view."""
    now = clock.now()
    with transaction.atomic():
        locked = lock(procurement)
        require_open(locked, State.AGREEMENT)
        agreement = locked.agreement
        if payload["sha256"] != agreement.sha256:
            raise SpecChanged
        if AgreementSignature.objects.filter(agreement=agreement, organisation_id=organisation_id).exists():
            raise SignedAlready
        standing = Participation.objects.standing().filter(procurement=locked, organisation_id=organisation_id)
        if not standing.exists():
            raise TakesNoPart
        body = Organisation.objects.get(pk=organisation_id)
        signature: AgreementSignature = AgreementSignature.objects.create(
            organisation=body,
            agreement=agreement,
            sha256=agreement.sha256,
            signed_at=now,
            signed_by_id=scopes.current().user_id,
            receipt_number=signature_receipt(locked.number, body.code or body.slug),
        )
        log.record("signed_agreement", agreement.ref)
        announce(
            AgreementSigned(
                subject=locked.ref, organisation_id=organisation_id, receipt_number=signature.receipt_number
            )
        )
    return signature


def drop_unsigned(*, procurement: JointProcurement) -> list[Participation]:
    """Take those out who have not signed by the deadline, on the record. The system's work; twice does no harm."""
    if scopes.current().kind != "system":
        raise NotAllowed
    with transaction.atomic():
        locked = lock(procurement)
        if locked.state not in (State.AGREEMENT, State.COMMITTING) or locked.is_open_for(State.AGREEMENT, clock.now()):
            return []
        signed = AgreementSignature.objects.filter(agreement__procurement=locked).values_list(
            "organisation_id", flat=True
        )
        late = Participation.objects.standing().filter(procurement=locked).exclude(organisation_id__in=list(signed))
        return drop(locked, list(late), "drop_unsigned")


def drop(procurement: JointProcurement, participations: list[Participation], verb: str) -> list[Participation]:
    """Take bodies out by ``verb``, which says why. Their figures count no more from now on."""
    now = clock.now()
    lines = list(LineItem.objects.filter(procurement=procurement).values_list("pk", flat=True))
    gone = []
    for participation in participations:
        gone.append(advance(participation, verb, at=now))
        add_figures(procurement, participation.organisation_id, dict.fromkeys(lines, 0), now)
        announce(BodyDropped(subject=procurement.ref, organisation_id=participation.organisation_id, because=verb))
    return gone


def open_committing(*, procurement: JointProcurement, version: int) -> JointProcurement:
    """Let bodies bind quantities: after the deadline for signing, or sooner when all have signed.

    Whoever has not signed is taken out by the system at the deadline, and once more when this is announced: a hub
    officer writes no body's row.
    """
    require_officer()
    with transaction.atomic():
        locked = lock(procurement)
        standing = set(
            Participation.objects.standing().filter(procurement=locked).values_list("organisation_id", flat=True)
        )
        signed = standing & set(
            AgreementSignature.objects.filter(agreement__procurement=locked).values_list("organisation_id", flat=True)
        )
        if locked.is_open_for(State.AGREEMENT, clock.now()) and signed != standing:
            raise AgreementStillOpen
        opened = go_on(locked, "open_committing", version=version)
        if len(signed) < LEAST_BODIES:
            raise TooFewBodies
        announce(CommittingOpened(subject=opened.ref))
    return opened


def own_signature(agreement: Agreement) -> AgreementSignature | None:
    """Return the signature of the body at work, if any."""
    found: AgreementSignature | None = AgreementSignature.objects.filter(
        agreement=agreement, organisation_id=scopes.current().organisation_id
    ).first()
    return found
