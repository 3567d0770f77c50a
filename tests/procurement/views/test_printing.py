"""A body finds its papers on the procurement's page; the hub has them printed for all as one job."""

import pytest

from commons.events import deliver_due
from commons.jobs import working
from commons.jobs.models import Job
from commons.papers.models import Paper
from commons.tenancy import scopes
from procurement import papers
from tests.people import hub_officer, person_acting_for, sign_in
from tests.procurement import deals, steps

pytestmark = pytest.mark.django_db(transaction=True)


def page_of(made, part=""):
    return f"/procurement/procurements/{made.number}/{part}"


def test_a_body_finds_its_own_paper_and_no_other_body_does(client):
    made = deals.in_intent()
    deals.join(made, steps.A)
    deliver_due()

    for slug, sees in ((steps.A, True), (steps.B, False)):
        sign_in(client, person_acting_for(slug))
        for part in ("", "papers/"):
            assert ("参申-R8-000001" in client.get(page_of(made, part)).content.decode()) is sees
        assert client.get("/papers/参申-R8-000001/").status_code == (200 if sees else 404)


def test_the_hub_prints_sixty_two_sheets_as_one_job(client):
    made = deals.in_survey()
    sign_in(client, hub_officer())
    form = client.get(page_of(made, "papers/")).context["form"]

    sent = {"form_token": form["form_token"].value(), "kind": papers.SURVEY_SHEET}
    answer = client.post(page_of(made, "papers/print/"), sent)
    again = client.post(page_of(made, "papers/print/"), sent)
    working.work_due()

    assert answer.url.startswith("/jobs/")
    assert again.url == answer.url
    with scopes.system("test"):
        job = Job.objects.get()
        assert (job.state, job.done, job.total) == (Job.State.DONE, 62, 62)
        assert Paper.objects.filter(kind=papers.SURVEY_SHEET).count() == 62
        job.file.delete(save=False)


def test_nobody_but_the_hub_prints_for_all(client):
    made = deals.in_survey()
    sign_in(client, person_acting_for(steps.A))

    assert client.post(page_of(made, "papers/print/"), {"kind": papers.SURVEY_SHEET}).status_code == 403


def test_what_is_not_due_in_a_step_is_not_printed(client):
    made = deals.in_survey()
    sign_in(client, hub_officer())
    form = client.get(page_of(made, "papers/")).context["form"]

    sent = {"form_token": form["form_token"].value(), "kind": papers.RESULT_NOTICE}
    answer = client.post(page_of(made, "papers/print/"), sent)

    assert answer.status_code == 200
    assert answer.context["form"].errors
