"""Reads of papers."""

from django.urls import reverse

from commons.contracts.refs import Resolved
from commons.values.ref import Ref

from .models import Paper

PAPER = "papers.paper"


def papers_of(subject: Ref, *, kind: str | None = None) -> list[Paper]:
    """List the papers of a thing that the open scope may read, newest first, in one query."""
    found = Paper.objects.about(subject)
    return list(found.filter(kind=kind) if kind else found)


def resolved(public_id: str) -> Resolved | None:
    """Follow a reference to a paper."""
    paper = Paper.objects.filter(pk=int(public_id)).first() if public_id.isdecimal() else None
    if paper is None:
        return None
    return Resolved(f"{paper.title} {paper.number}", reverse("papers:download", args=[paper.number]))
