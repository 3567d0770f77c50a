"""Issue many papers as one job."""

import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons import jobs
from commons.jobs import Progress, Result
from commons.jobs.models import Job
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values.ref import Ref
from commons.values.refusals import Refusal

from . import issuing, kinds
from .models import Paper

WORK = "papers.bulk"


def issue_many(kind: str, papers: Iterable[tuple[Ref, int]], *, title: str = "", url: str = "") -> Job:
    """Start a job that issues ``kind`` for each subject and owner; return it, for its page.

    It is for the hub's officers and the system: the papers are those of many bodies. The job's file holds what its
    owner may read of them; where the kind is for its owners alone, there is none. ``title`` names the file, ``url`` is
    the page to go on to.
    """
    scope = scopes.current()
    if not (scope.kind == "system" or scope.has_role("hub_officer")):
        raise scopes.ScopeError(f"Papers of many bodies were to be issued in {scope}.")
    named = kinds.named(kind)
    params = {
        "kind": named.name,
        "papers": [[str(subject), owner_id] for subject, owner_id in papers],
        "title": title or str(named.title),
        "url": url,
    }
    return jobs.start(WORK, params, owner=Organisation.objects.hub().pk if scope.kind == "system" else None)


@jobs.work(WORK, title=gettext_lazy("Issue papers"), runs_as="system")
def issue_all(job: Job) -> jobs.works.Steps:
    """Issue one after the other. Taken up again it prints only what is missing: issuing twice does no harm."""
    wanted = [(Ref.parse(subject), owner_id) for subject, owner_id in job.params["papers"]]
    names = dict(Organisation.objects.values_list("pk", "name"))
    issued: list[int] = []
    faults: list[tuple[str, str]] = []
    for done, (subject, owner_id) in enumerate(wanted, start=1):
        try:
            issued.append(issuing.issue(job.params["kind"], subject, owner_id).pk)
        except Refusal as refusal:  # one body's name with a rare kanji must not keep 61 others waiting
            faults.append((names.get(owner_id, ""), str(refusal)))
        yield Progress(done, len(wanted), names.get(owner_id, ""))
    file = _zipped(Paper.objects.filter(pk__in=issued).order_by("number"), job, names)
    return Result(
        note=_("%(count)d papers were issued.") % {"count": len(issued)},
        url=job.params["url"],
        file=file,
        filename=f"{job.params['title']}.zip" if file else "",
        faults=faults,
        facts={"papers": issued},
    )


def _zipped(papers: Iterable[Paper], job: Job, names: dict[int, str]) -> Path | None:
    """Put what the job's owner may read into one file, a paper at a time; ``None`` when that is nothing."""
    readable = [paper for paper in papers if paper.organisation_id == job.organisation_id or paper.for_hub]
    if not readable:
        return None
    folder = Path(settings.VAR) / "papers"
    folder.mkdir(parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(suffix=".zip", dir=folder)
    with os.fdopen(handle, "wb") as target, zipfile.ZipFile(target, "w") as archive:
        for name, content in _entries(readable, names):
            archive.writestr(name, content)
    return Path(path)


def _entries(papers: Iterable[Paper], names: dict[int, str]) -> Iterator[tuple[str, bytes]]:
    for paper in papers:
        yield f"{names[paper.organisation_id]}_{paper.filename}", paper.content()
