"""Issue, announce, replace and revoke papers."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from typing import Any

import structlog
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation

from commons.audit import log as audit
from commons.events import announce as announce_event
from commons.events import transactions
from commons.files.models.ownership import folder_of
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values import clock
from commons.values.ref import Ref

from . import glyphs, kinds, numbers, typesetting
from .events import PaperIssued, PaperRevoked
from .kinds import PaperKind
from .models import Paper, RegisterEntry
from .pressing import Printed, pressman

log = structlog.get_logger(__name__)


class OpenTransaction(RuntimeError):
    """A paper was to be printed inside a transaction, and its locks held for seconds. Always a fault of ours."""


class _AlreadyIssued(Exception):
    def __init__(self, paper: Paper) -> None:
        self.paper = paper


def issue(kind: str | PaperKind, subject: Ref, owner_id: int | None) -> Paper:
    """Return the paper of ``kind`` about ``subject`` for its owner; print it, unless the same words stand already.

    ``owner_id`` names a body; ``None`` is the hub. It works for the body at work, or for any in the system's scope.
    Twice does no harm. Raise a ``Refusal`` for a character without a glyph, for what is too large, and where printing
    is not possible; then no number is spent.
    """
    return _issue(_kind(kind), subject, owner_id, replaces=None)


def reissue(paper: Paper) -> Paper:
    """Print a paper anew from the present state of its subject, and revoke the old one in its favour."""
    hub = Organisation.objects.hub().pk
    owner_id = None if paper.organisation_id == hub else paper.organisation_id
    return _issue(kinds.named(paper.kind), Ref.parse(paper.subject), owner_id, replaces=paper)


def announce(paper: Paper) -> Paper:
    """Let a paper be known: to its owner, and to the verification page. Twice does no harm."""
    with transaction.atomic():
        kept = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        if kept.announced_at is None:
            kept.announced_at = clock.now()
            kept.save(update_fields=["announced_at"])
            _enter(kept)
            audit.record("announced_paper", kept.ref)
    return kept


def revoke(paper: Paper, *, replaced_by: Paper | None = None) -> Paper:
    """Declare a paper void. Its original stays; the verification page says so. Twice does no harm."""
    with transaction.atomic():
        kept = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        if kept.revoked_at is None:
            _revoke(kept)
        if replaced_by is not None and kept.replaced_by_id is None:
            _name_successor(kept, replaced_by)
    return kept


def _kind(kind: str | PaperKind) -> PaperKind:
    return kinds.named(kind) if isinstance(kind, str) else kind


def _issue(kind: PaperKind, subject: Ref, owner_id: int | None, *, replaces: Paper | None) -> Paper:
    if transactions.is_open():
        raise OpenTransaction(f"{kind.name} was to be printed inside a transaction. Issue it from a job or a handler.")
    if not kind.announced and scopes.current().kind != "system":
        raise scopes.ScopeError("A paper that is announced later is issued by the system alone.")
    said = typesetting.words(kind, subject, owner_id)
    draft = Paper(
        organisation_id=Organisation.objects.hub().pk if owner_id is None else owner_id,
        kind=kind.name,
        subject=str(subject),
        content_key=typesetting.key_of(said),
    )
    draft.check_owner()
    if replaces is None and (same := _same(draft)):
        return same
    return _make(kind, draft, said, replaces=replaces)


def _same(draft: Paper) -> Paper | None:
    found: Paper | None = (
        Paper.objects.standing()
        .filter(
            kind=draft.kind,
            subject=draft.subject,
            organisation_id=draft.organisation_id,
            content_key=draft.content_key,
        )
        .first()
    )
    return found


def _make(kind: PaperKind, draft: Paper, said: Mapping[str, Any], *, replaces: Paper | None) -> Paper:
    """Hold a number, print, store, keep; a fault on the way leaves neither row, number nor file."""
    at = clock.now()
    held = numbers.hold(kind.code, at.astimezone(clock.JST).date())
    try:
        html = typesetting.html_of(kind, said, number=held.number, at=at)
        glyphs.check(html)
        printed = pressman.print(html)
        _describe(draft, kind, held.number, printed, at=at)
        draft.file.save(f"{folder_of(draft.organisation_id)}/papers/{uuid.uuid4().hex}.pdf",
                        ContentFile(printed.content), save=False)  # fmt: skip
        return _keep(draft, held, replaces=replaces)
    except BaseException as fault:
        numbers.release(held)
        if draft.file:
            draft.file.delete(save=False)
        if isinstance(fault, _AlreadyIssued):
            return fault.paper
        raise


def _describe(draft: Paper, kind: PaperKind, number: str, printed: Printed, *, at: dt.datetime) -> None:
    with translation.override("ja"):
        draft.title = str(kind.title)
    draft.number = number
    draft.sha256 = hashlib.sha256(printed.content).hexdigest()
    draft.size, draft.pages = len(printed.content), printed.pages
    draft.for_hub = kind.audience == "hub"
    draft.issued_at, draft.issued_by = at, scopes.current().user_id
    draft.announced_at = at if kind.announced else None


def _keep(draft: Paper, held: numbers.Held, *, replaces: Paper | None) -> Paper:
    """Write the row under the lock of its series, where nobody can keep the same words at the same time."""
    with transaction.atomic():
        numbers.use(held)
        if replaces is not None:
            replaces = Paper.objects.select_for_update(of=("self",)).get(pk=replaces.pk)
            if replaces.revoked_at is None:
                _revoke(replaces)
        if same := _same(draft):
            raise _AlreadyIssued(same)
        draft.save()
        audit.record("issued_paper", draft.ref)
        if draft.announced_at is not None:
            _enter(draft)
        if replaces is not None:
            _name_successor(replaces, draft)
    return draft


def _enter(paper: Paper) -> None:
    """Write a paper into the public register, and tell who listens."""
    RegisterEntry.objects.create(
        number=paper.number,
        title=paper.title,
        sha256=paper.sha256,
        issued_at=paper.issued_at,
        revoked_at=paper.revoked_at,
    )
    announce_event(PaperIssued(subject=paper.ref, about=Ref.parse(paper.subject)))


def _revoke(paper: Paper) -> None:
    paper.revoked_at = clock.now()
    paper.save(update_fields=["revoked_at"])
    RegisterEntry.objects.filter(number=paper.number).update(revoked_at=paper.revoked_at)
    audit.record("revoked_paper", paper.ref)
    announce_event(PaperRevoked(subject=paper.ref, about=Ref.parse(paper.subject)))


def _name_successor(old: Paper, new: Paper) -> None:
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])
    if new.announced_at is not None:
        RegisterEntry.objects.filter(number=old.number).update(replaced_by=new.number)
