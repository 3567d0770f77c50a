"""Many papers as one job."""

import io
import zipfile

import pytest

from commons.jobs import working
from commons.jobs.models import Job
from commons.papers import bulk
from commons.papers.models import Paper
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.values.ref import Ref
from tests.commons.papers.conftest import SUBJECT
from tests.commons.papers.sample import LETTER, letters, said
from tests.people import member_scope

pytestmark = pytest.mark.django_db


def everybody() -> list[tuple[Ref, int]]:
    return [(SUBJECT, pk) for pk in Organisation.objects.municipalities().values_list("pk", flat=True)]


def done(job: Job) -> Job:
    working.work_due()
    with scopes.system("test"):
        return Job.objects.get(pk=job.pk)


def test_sixty_two_bodies_get_a_paper_each_and_the_hub_a_file_of_them(quick):
    with letters(audience="hub"), member_scope("hub", "hub_officer"):
        job = bulk.issue_many(LETTER, everybody(), title="参加申込書")
    with letters(audience="hub"):
        job = done(job)

    assert (job.state, job.done, job.total, job.faults) == (Job.State.DONE, 62, 62, [])
    assert len(quick) == 62
    assert job.filename == "参加申込書.zip"
    with zipfile.ZipFile(io.BytesIO(job.file.read())) as archive:
        names = archive.namelist()
    assert len(names) == 62
    assert names[0].endswith("_参加申込書_参申-R8-000001.pdf")
    job.file.delete(save=False)


def test_where_papers_are_for_their_owners_alone_the_hub_gets_no_file(quick):
    with letters():
        with member_scope("hub", "hub_officer"):
            job = bulk.issue_many(LETTER, everybody()[:3])
        job = done(job)

    assert (job.state, bool(job.file)) == (Job.State.DONE, False)
    with scopes.system("test"):
        assert Paper.objects.count() == 3


def test_one_body_whose_name_cannot_be_printed_keeps_nobody_waiting(quick):
    owners = everybody()[:3]
    rare = owners[1][1]
    with letters(lambda _, owner: said(lead="𰻞" if owner == rare else "可")):
        with member_scope("hub", "hub_officer"):
            job = bulk.issue_many(LETTER, owners)
        job = done(job)

    assert (job.state, len(job.facts["papers"])) == (Job.State.DONE, 2)
    [(name, sentence)] = job.faults
    assert name == Organisation.objects.get(pk=rare).name
    assert "U+30EDE" in sentence


def test_taken_up_again_it_prints_only_what_is_missing(quick, issued):
    with letters() as kind:
        issued(kind, slug="chiyoda")
        with member_scope("hub", "hub_officer"):
            job = bulk.issue_many(LETTER, everybody()[:3])
        job = done(job)

    assert job.state == Job.State.DONE
    assert len(quick) == 3


def test_only_the_hubs_officers_issue_for_many(quick):
    with letters(), member_scope("setagaya", "administrator"), pytest.raises(scopes.ScopeError):
        bulk.issue_many(LETTER, everybody())
