"""The pages of approvals: one page shows all that waits, one page decides, and a foreign request does not exist."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commons.accounts.models import Membership, Role
from commons.files.models import Document
from commons.lifecycle import approvals
from commons.lifecycle.models import ApprovalRequest, PaperEntry
from tests import people
from tests.clock import StandingClock
from tests.commons.lifecycle.conftest import House, Ward, ward_of

pytestmark = pytest.mark.django_db
Ask = Callable[..., ApprovalRequest]


@pytest.fixture
def asked(ward: Ward, ask: Ask) -> ApprovalRequest:
    """Ask for 120 chairs."""
    with ward.as_clerk():
        return ask(120)


def token_of(client: Client, url: str) -> str:
    page = client.get(url).content.decode()
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def decide(client: Client, request: ApprovalRequest, decision: str = "grant", **more: Any) -> Any:
    url = request.get_absolute_url()
    sent = {"decision": decision, "version": request.version, "form_token": token_of(client, url), "confirmed": "1"}
    return client.post(url, sent | more)


def test_an_approver_finds_confirms_and_decides_it(ward: Ward, house: House, asked: ApprovalRequest) -> None:
    client = people.client_of(ward.approver)
    url = asked.get_absolute_url()

    assert "120 chairs" in client.get("/approvals/").content.decode()
    confirm = client.post(url, {"decision": "grant", "version": 1, "form_token": token_of(client, url)})
    assert (confirm.status_code, house.granted) == (200, [])
    done = decide(client, asked)
    receipt = client.get(done["Location"]).content.decode()

    assert (done.status_code, len(house.granted)) == (302, 1)
    assert "A-2026-0001" in receipt


def test_a_double_click_leads_to_the_one_receipt(ward: Ward, house: House, asked: ApprovalRequest) -> None:
    client = people.client_of(ward.approver)
    sent = {
        "decision": "grant",
        "version": 1,
        "form_token": token_of(client, asked.get_absolute_url()),
        "confirmed": "1",
    }

    answers = [client.post(asked.get_absolute_url(), sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert len(house.granted) == 1


def test_sending_back_without_a_reason_keeps_what_was_chosen(ward: Ward, asked: ApprovalRequest) -> None:
    client = people.client_of(ward.approver)

    page = decide(client, asked, "send_back").content.decode()

    assert re.search(r'value="send_back"[^>]* checked', page)
    assert 'id="id_reason-error"' in page


def test_a_stale_form_keeps_the_words_and_decides_nothing(ward: Ward, house: House, asked: ApprovalRequest) -> None:
    client = people.client_of(ward.approver)
    token = token_of(client, asked.get_absolute_url())
    with ward.as_approver():
        approvals.send_back(request_id=asked.pk, version=1, reason="x")
    with ward.as_clerk():
        approvals.resubmit(request_id=asked.pk, version=2, payload={"quantity": 999})

    answer = client.post(
        asked.get_absolute_url(),
        {"decision": "grant", "reason": "私の言葉", "version": 1, "form_token": token, "confirmed": "1"},
    )
    page = answer.content.decode()

    assert (answer.status_code, house.granted) == (200, [])
    assert "私の言葉" in page
    assert "999 chairs" in page
    assert 'name="version" value="3"' in page


def test_a_deadline_that_passes_while_the_form_is_open_is_said(
    ward: Ward, house: House, ask: Ask, business_clock: StandingClock
) -> None:
    house.deadline = business_clock.moment + dt.timedelta(hours=1)
    with ward.as_clerk():
        request = ask()
    client = people.client_of(ward.approver)
    token = token_of(client, request.get_absolute_url())
    business_clock.forward(hours=1)

    answer = client.post(
        request.get_absolute_url(), {"decision": "grant", "version": 1, "form_token": token, "confirmed": "1"}
    )

    assert (answer.status_code, house.granted) == (200, [])
    assert "期限" in answer.content.decode() or "deadline" in answer.content.decode()


def test_what_changed_since_it_was_sent_back_stands_side_by_side(ward: Ward, asked: ApprovalRequest) -> None:
    with ward.as_approver():
        approvals.send_back(request_id=asked.pk, version=1, reason="科目を直してください")
    with ward.as_clerk():
        approvals.resubmit(request_id=asked.pk, version=2, payload={"quantity": 110, "price": 25_400})

    page = people.client_of(ward.approver).get(asked.get_absolute_url()).content.decode()

    assert (page.count("<del>"), "<del>120</del>" in page, "<ins>110</ins>" in page) == (1, True, True)
    assert "科目を直してください" in page


def test_the_requester_is_offered_no_decision(ward: Ward, asked: ApprovalRequest) -> None:
    page = people.client_of(ward.clerk).get(asked.get_absolute_url()).content.decode()

    assert 'name="decision"' not in page


@pytest.mark.parametrize("page", ["", "done/", "withdraw/", "on-paper/"])
def test_a_foreign_request_does_not_exist(ward: Ward, asked: ApprovalRequest, page: str) -> None:
    stranger = ward_of("chofu")
    for role in (Role.CLERK, Role.APPROVER, Role.ADMINISTRATOR):
        people.membership(stranger.clerk, "chofu", role, valid_from=dt.date(2021, 4, 1))
    client = people.client_of(stranger.clerk)

    address = f"{asked.get_absolute_url()}{page}"

    assert client.get(address).status_code == 404
    if page != "done/":
        assert client.post(address, {"decision": "grant", "version": 1, "confirmed": "1"}).status_code == 404
    assert "chairs" not in client.get("/approvals/").content.decode()


def test_the_hub_sees_nothing_of_a_request(ward: Ward, asked: ApprovalRequest) -> None:
    client = people.client_of(people.hub_officer())

    assert client.get(asked.get_absolute_url()).status_code == 403
    for page in ("/approvals/", "/tasks/", "/", "/approvals/on-paper/"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "chairs" not in answer.content.decode()


def test_a_clerk_withdraws_it_with_a_receipt(ward: Ward, asked: ApprovalRequest) -> None:
    client = people.client_of(ward.clerk)
    url = f"{asked.get_absolute_url()}withdraw/"

    done = client.post(url, {"version": 1, "form_token": token_of(client, url)})

    assert (done.status_code, client.get(done["Location"]).status_code) == (302, 200)
    with ward.as_clerk():
        assert ApprovalRequest.objects.get().state == "withdrawn"


def test_an_administrator_enters_the_paper_with_its_scan(ward: Ward, house: House, asked: ApprovalRequest) -> None:
    Membership.objects.filter(user=ward.approver).delete()
    administrator = people.person_acting_for("setagaya", Role.ADMINISTRATOR)
    client = people.client_of(administrator)
    url = f"{asked.get_absolute_url()}on-paper/"
    scan = SimpleUploadedFile("決裁.pdf", b"%PDF-1.7 a paper")

    done = client.post(
        url,
        {
            "decided_on": "R8.6.9",
            "decider_title": "副区長",
            "scan": scan,
            "version": 1,
            "form_token": token_of(client, url),
        },
    )

    assert (done.status_code, len(house.granted)) == (302, 1)
    assert Document.objects.get().organisation.slug == "setagaya"
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "副区長" in page
    assert Document.objects.get().url in page


@pytest.mark.parametrize(("name", "content"), [("a.exe", b"MZ"), ("a.pdf", b"MZ no paper"), ("a.png", b"%PDF-1.7")])
def test_a_scan_that_is_not_what_its_name_says_is_refused(
    ward: Ward, house: House, asked: ApprovalRequest, name: str, content: bytes
) -> None:
    Membership.objects.filter(user=ward.approver).delete()
    client = people.client_of(people.person_acting_for("setagaya", Role.ADMINISTRATOR))
    url = f"{asked.get_absolute_url()}on-paper/"

    answer = client.post(
        url,
        {
            "decided_on": "2026-06-09",
            "decider_title": "副区長",
            "scan": SimpleUploadedFile(name, content),
            "version": 1,
            "form_token": token_of(client, url),
        },
    )

    assert (answer.status_code, house.granted, Document.objects.count()) == (200, [], 0)
    assert 'id="id_scan-error"' in answer.content.decode()


def test_a_hub_officer_enters_a_paper_by_its_number(ward: Ward, asked: ApprovalRequest) -> None:
    Membership.objects.filter(user=ward.approver).delete()
    officer = people.hub_officer()
    client = people.client_of(officer)
    url = "/approvals/on-paper/"

    done = client.post(
        url,
        {
            "body": people.organisation("setagaya").pk,
            "number": "Ａ－２０２６－０００１",
            "decided_on": "2026-06-09",
            "decider_title": "区長",
            "form_token": token_of(client, url),
        },
    )

    assert done.status_code == 302
    with people.member_scope("hub", Role.HUB_OFFICER, user=officer):
        assert PaperEntry.objects.get().number == "A-2026-0001"
