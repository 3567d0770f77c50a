"""The pages of a procurement, from its set-up to a body's participation."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commons.lifecycle.models import ApprovalRequest
from procurement import queries
from procurement.models import DemandResponse, JointProcurement
from procurement.states import State
from tests.people import client_of, hub_officer, member_scope, person_acting_for, visitor
from tests.procurement import deals, goods

pytestmark = pytest.mark.django_db
ROOT = "/procurement/procurements/"


def address(made, *parts):
    return "/".join([f"{ROOT}{made.number}", *parts]) + "/"


def text(response):
    return response.content.decode()


def token(response):
    found = re.search(r'name="form_token" value="([^"]+)"', text(response))
    assert found is not None
    return found.group(1)


def send(client: Client, url: str, **values):
    """Send a form as its page gives it, through the confirmation."""
    page = client.get(url)
    assert page.status_code == 200, page
    data = {"form_token": token(page), **values}
    revision = re.search(r'name="revision" value="(\d+)"', text(page))
    if revision:
        data["revision"] = revision.group(1)
    return client.post(url, data)


def test_everybody_finds_a_procurement_in_the_list_and_drafts_are_the_hubs():
    shown, hidden = deals.in_survey(), deals.draft()

    for client, expected in ((visitor(), 1), (client_of(person_acting_for("chofu")), 1), (client_of(hub_officer()), 2)):
        page = client.get(ROOT)
        assert [made.number in text(page) for made in (shown, hidden)] == [True, expected == 2]
        assert client.get(address(hidden)).status_code == (200 if expected == 2 else 404)
        assert client.get(address(shown)).status_code == 200


def test_the_catalogue_and_the_items_page_tell_of_the_survey():
    made = deals.in_survey()
    item = made.lines.get().item
    assert item is not None
    for slug in ("setagaya", "chofu"):
        deals.answer(made, slug)

    for url in ("/procurement/catalogue/", f"/procurement/catalogue/{item.slug}/"):
        page = text(visitor().get(url, headers={"accept-language": "en"}, HTTP_COOKIE="language=en"))
        assert made.number in page
    deals.answer(made, "hino")
    assert "3" in text(visitor().get(address(made)))


def test_a_clerk_answers_through_a_confirmation_and_gets_a_receipt():
    made, clerk = deals.in_survey(), client_of(person_acting_for("setagaya"))
    line = deals.line_id(made)
    values = {
        "stance": "join",
        f"quantity_{line}": "１２０",
        "wanted_on": "R8.10.1",
        "remark": "",
        f"plan_{line}": "9,600",
    }

    confirm = send(clerk, address(made, "survey"), **values)
    assert confirm.status_code == 200
    with member_scope("setagaya"):
        assert not DemandResponse.objects.exists()
    done = send(clerk, address(made, "survey"), **values, confirmed="1")

    assert done.url == address(made, "survey", "done")
    receipt = text(clerk.get(done.url))
    assert f"{made.number}-131121-01" in receipt
    assert "120" in text(clerk.get(address(made)))


def test_what_was_typed_stays_beside_its_error():
    made, clerk = deals.in_survey(), client_of(person_acting_for("setagaya"))
    line = deals.line_id(made)

    again = send(clerk, address(made, "survey"), stance="join", **{f"quantity_{line}": "３５o", "wanted_on": "R8.6.9"})

    page = text(again)
    assert "３５o" in page
    assert "R8.6.9" in page
    assert page.count("field--error") == 2


def test_a_deadline_that_passes_while_the_form_is_open_refuses_and_keeps(business_clock):
    made, clerk = deals.in_survey(), client_of(person_acting_for("setagaya"))
    url, line = address(made, "survey"), deals.line_id(made)
    data = {"form_token": token(clerk.get(url)), "revision": "0", "stance": "join", "wanted_on": "2026-10-01"}
    business_clock.moment = deals.SURVEY_ENDS

    late = clerk.post(url, data | {f"quantity_{line}": "77", "confirmed": "1", "remark": ""})

    assert late.status_code == 200
    assert "77" in text(late)
    assert 'class="error-summary"' in text(late)
    assert clerk.get(url).status_code == 200


def test_a_request_waits_for_the_approver_and_then_the_body_takes_part():
    made, clerk = deals.in_intent(), client_of(person_acting_for("setagaya"))
    line = deals.line_id(made)

    done = send(
        clerk, address(made, "join"), **{f"quantity_{line}": "120", "wanted_on": "2026-10-01", "confirmed": "1"}
    )
    assert done.url == address(made, "join", "done")
    with member_scope("setagaya"):
        asked = ApprovalRequest.objects.get()
    assert asked.number in text(clerk.get(done.url))
    deals.grant(asked, "setagaya")

    assert f"{made.number}-131121-P1" in text(clerk.get(done.url))
    assert "世田谷区" in text(client_of(person_acting_for("chofu")).get(address(made)))


def test_a_body_withdraws_after_it_saw_the_consequence():
    made = deals.in_intent()
    deals.join(made, "setagaya", 120)
    clerk = client_of(person_acting_for("setagaya"))

    sent = send(clerk, address(made, "withdraw"), reason="予算が付きませんでした。", confirmed="1")

    assert sent.url == address(made)
    assert clerk.get(address(made, "withdraw")).status_code == 404


def test_the_hub_sets_a_procurement_up_and_opens_its_survey():
    officer = client_of(hub_officer())
    item, category = goods.item(slug="monitor"), goods.category()

    made_url = send(
        officer,
        f"{ROOT}new/",
        title="モニターの共同調達",
        summary="まとめて買います。",
        category=category.slug,
        fiscal_year="2026",
        method="catalogue",
        contract_mode="individual",
        survey_on="R8.6.30",
        intent_on="2026-07-31",
    ).url
    made = JointProcurement.objects.get()
    assert made_url == address(made, "cockpit")
    assert officer.get(made_url).status_code == 200
    assert send(officer, address(made, "lines", "new"), item=item.slug, stands_from="100").url == made_url
    assert send(officer, address(made, "specification"), text="目的\n範囲").url == made_url
    assert send(officer, address(made, "open-survey")).url == made_url

    made.refresh_from_db()
    assert made.state == State.SURVEY
    assert officer.get(made_url).status_code == 200
    assert send(officer, address(made, "deadlines", "survey"), due_on="2026-07-01", reason="延長", confirmed="1").url
    made.refresh_from_db()
    assert made.closes_at is not None
    assert made.closes_at.date().isoformat() == "2026-07-01"


def test_the_hub_adds_lines_with_reference_prices():
    made, officer = deals.draft(method="proposal", lines=0), client_of(hub_officer())

    sent = send(
        officer,
        address(made, "lines", "new"),
        name="端末の監視",
        unit="端末・年",
        tax_percent="10",
        contract_kind="services",
        reference_source="カタログ",
        reference_on="2026-05-01",
        stands_from="1",
        rows="3",
        tier_1_from="1",
        tier_1_price="9,600",
    )

    assert sent.url == address(made, "cockpit")
    assert made.lines.get().name == "端末の監視"


def test_the_hub_reminds_from_the_cockpit():
    made, officer = deals.in_survey(), client_of(hub_officer())
    deals.answer(made, "setagaya")
    page = officer.get(address(made, "cockpit"))

    sent = officer.post(
        address(made, "cockpit", "remind"), {"form_token": token(page), "body": ["132080", "131121"]}, follow=True
    )

    assert sent.status_code == 200
    assert re.search(r'id="r-chofu"[^>]* disabled', text(sent))


@pytest.mark.parametrize(
    "name", ["cockpit", "lines/new", "specification", "open-survey", "open-intent", "deadlines/survey"]
)
def test_the_hubs_pages_are_the_hubs(name):
    made = deals.in_survey()

    assert visitor().get(address(made, name)).status_code == 302
    for role in ("clerk", "approver", "administrator"):
        assert client_of(person_acting_for("setagaya", role)).get(address(made, name)).status_code == 403


def test_the_hub_reads_every_quantity_and_the_exact_sum():
    made, officer = deals.in_survey(), hub_officer()
    for slug, quantity in (("setagaya", 110), ("chofu", 90)):
        deals.answer(made, slug, quantity)

    with member_scope("hub", "hub_officer", user=officer):
        shown = queries.cockpit(made)
    page = text(client_of(officer).get(address(made, "cockpit")))

    assert [(total.bodies, total.total) for total in shown.totals] == [(2, 200)]
    assert all(f'<td class="num">{number}</td>' in page for number in (110, 90, 200))


def test_the_cockpit_asks_the_same_number_of_queries_at_any_size():
    small, large = deals.in_survey(), deals.in_survey(lines=6)
    deals.answer(small, "setagaya")
    lines = large.lines.values_list("pk", flat=True)
    for slug in ("setagaya", "chofu", "hino", "ome", "fuchu"):
        deals.answer(large, slug, quantities=dict.fromkeys(lines, 40))
    officer = client_of(hub_officer())
    officer.get(address(small, "cockpit"))

    def queries(made):
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert officer.get(address(made, "cockpit")).status_code == 200
        return len(caught)

    assert queries(small) == queries(large)
