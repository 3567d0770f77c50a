"""The page of a job."""

import pytest
from django.test import Client
from django.urls import reverse

from commons import jobs
from commons.jobs import Progress, Result, working
from commons.jobs.models import Job
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from tests.people import client_of, person_acting_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return person_acting_for("setagaya")


@pytest.fixture
def job(working_as, clerk) -> Job:
    with scopes.member(
        user_id=clerk.pk, organisation_id=Organisation.objects.get(slug="setagaya").pk, roles=frozenset({"clerk"})
    ):
        return jobs.start("test.work")


def test_a_visitor_is_sent_to_the_sign_in_page_and_htmx_with_its_whole_page(job):
    plain = Client().get(reverse("jobs:job", args=[job.pk]))
    part = Client().get(reverse("jobs:job", args=[job.pk]), headers={"HX-Request": "true"})

    assert plain.status_code == 302
    assert part.headers["HX-Redirect"] == plain["Location"]


@pytest.mark.parametrize("name", ["jobs:job", "jobs:file"])
def test_another_bodys_job_does_not_exist(job, name):
    stranger = client_of(person_acting_for("chofu"))

    assert stranger.get(reverse(name, args=[job.pk])).status_code == 404


def test_an_open_job_asks_for_its_state_by_itself_and_offers_a_link_without_script(job, clerk):
    page = client_of(clerk).get(reverse("jobs:job", args=[job.pk])).content.decode()
    part = client_of(clerk).get(reverse("jobs:job", args=[job.pk]), headers={"HX-Request": "true"}).content.decode()

    assert 'hx-trigger="every 2s"' in page
    assert f'<a href="{reverse("jobs:job", args=[job.pk])}"' in page
    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part


def test_a_finished_job_asks_no_more_and_leads_on(working_as, job, clerk):
    def lead_on(job):
        yield Progress(2, 2)
        return Result(note="済みました", url="/help/", faults=[("調布市", "文字がありません。")])

    working_as(lead_on)
    working.work_due()
    page = client_of(clerk).get(reverse("jobs:job", args=[job.pk])).content.decode()

    assert "hx-trigger" not in page
    assert 'href="/help/"' in page
    assert "済みました" in page
    assert "文字がありません。" in page


def test_a_job_without_a_file_hands_out_none(job, clerk):
    working.work_due()

    assert client_of(clerk).get(reverse("jobs:file", args=[job.pk])).status_code == 404


def test_a_jobs_file_is_handed_out_closed(working_as, job, clerk, tmp_path):
    def write(job):
        (tmp_path / "a.zip").write_bytes(b"zip")
        yield Progress(1, 1)
        return Result(file=tmp_path / "a.zip", filename="参加申込書.zip")

    working_as(write)
    working.work_due()
    response = client_of(clerk).get(reverse("jobs:file", args=[job.pk]))

    assert response.getvalue() == b"zip"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith(f'attachment; filename="job-{job.pk}.zip"; filename*=UTF-8')


def test_looking_changes_nothing_and_costs_a_constant_number_of_queries(job, clerk, django_assert_max_num_queries):
    client = client_of(clerk)

    with django_assert_max_num_queries(6):
        client.get(reverse("jobs:job", args=[job.pk]))
