"""The pages from 仕様協議 to 数量確定: what each person reads and sends, without a script."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from commons.accounts.models import Role
from commons.lifecycle import approvals
from commons.lifecycle.models import ApprovalRequest
from procurement.models import Commitment, MunicipalityBudget
from procurement.states import State
from tests import people
from tests.clock import StandingClock, standing
from tests.procurement import steps
from tests.procurement.steps import A, B, C, D

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> Iterator[StandingClock]:
    with standing() as shown:
        yield shown


def browser(slug, role=Role.CLERK):
    return people.client_of(people.person_acting_for(slug, role))


def url(procurement, name, *more):
    return reverse(f"procurement:{name}", args=[procurement.number, *more])


def read(client, procurement, name, *more):
    response = client.get(url(procurement, name, *more))
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def send(client, address, values=None):
    """Read the form, send it, confirm where it asks to; return the last answer."""
    form = client.get(address).context["form"]
    data = {name: field.value() for name, field in ((name, form[name]) for name in form.fields)}
    data = {name: "" if value is None else value for name, value in data.items()} | (values or {})
    answer = client.post(address, data)
    if answer.status_code == 200 and not answer.context["form"].errors:
        answer = client.post(address, data | {"confirmed": "1"})
    return answer


def grant(slug):
    with people.member_scope(slug, Role.APPROVER):
        request = ApprovalRequest.objects.requested().get()
        approvals.grant(request_id=request.pk, version=request.version)


def test_from_the_review_to_the_result(now):
    made = steps.in_intent(now)
    steps.take_part(made, {A: 120, B: 90, C: 100})
    hub, clerk, other = browser("hub", Role.HUB_OFFICER), browser(A), browser(B)
    now.forward(days=7)

    assert send(hub, url(made, "open-spec-review")).status_code == 302
    assert send(clerk, url(made, "ask"), {"text": "保守は何年ですか。"}).status_code == 302
    assert "保守は何年ですか。" in read(other, made, "questions")
    assert send(hub, url(made, "answer", 1), {"answer": "5年です。"}).status_code == 302
    assert "5年です。" in read(other, made, "questions")
    now.forward(days=7)
    assert send(hub, url(made, "open-agreement")).status_code == 302
    assert steps.digest_of(made) in read(clerk, made, "agreement")
    assert send(clerk, url(made, "sign"), {"note": "お願いします。"}).status_code == 302
    grant(A)
    assert f"{made.number}-{people.organisation(A).code}-S1" in read(clerk, made, "agreement")
    steps.sign(made, [B, C])
    assert send(hub, url(made, "open-committing")).status_code == 302
    line = steps.line_of(made)
    answer = send(clerk, url(made, "commit"), {f"quantity_{line.pk}": "１２０", f"maximum_{line.pk}": "10,800"})
    assert answer.status_code == 302
    assert clerk.get(answer.url).status_code == 200
    grant(A)
    assert "-Q1" in read(clerk, made, "commit-done")
    steps.commit(made, B, 90)
    steps.commit(made, C, 100, 9_600)
    with people.member_scope(A):
        MunicipalityBudget.objects.create(
            organisation=people.organisation(A), line=line, baseline_unit_price=12_000, updated_at=now.moment
        )
    now.forward(days=7 + 7)
    steps.settle(made)
    page = read(clerk, made, "result")

    assert "9,600円" in page
    assert "1,267,200円" in page  # 120 at 9,600 with tax
    assert "288,000円" in page  # less than at 12,000
    assert "288,000円" not in read(other, made, "result")


def test_the_simulator_says_what_every_case_costs_and_stores_nothing(now):
    made = steps.in_committing(now)
    line = steps.line_of(made)
    client = browser(A)

    page = client.get(url(made, "simulator"), {f"quantity_{line.pk}": "299", f"maximum_{line.pk}": "10800"})

    words = page.content.decode()
    assert "3,552,120円" in words  # 299 at 10,800 with tax
    assert "349,200円" in words  # so much less for 300 at 9,600
    with people.member_scope(A):
        assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"quantity": "-1"}, "quantity"),
        ({"quantity": "1.5"}, "quantity"),
        ({"quantity": "9" * 12}, "quantity"),
        ({"quantity": "0"}, "quantity"),
        ({"quantity": "たくさん"}, "quantity"),
        ({"quantity": "10", "maximum": "9599"}, "maximum"),
        ({"quantity": "10", "maximum": "-5"}, "maximum"),
    ],
)
def test_bad_input_is_answered_beside_its_field_and_stays_typed(now, typed, field):
    made = steps.in_committing(now)
    line = steps.line_of(made)
    values = {f"{name}_{line.pk}": value for name, value in typed.items()}

    answer = send(browser(A), url(made, "commit"), values)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [f"{field}_{line.pk}"]
    assert all(value in answer.content.decode() for value in typed.values())
    with people.member_scope(A):
        assert not ApprovalRequest.objects.exists()


def test_a_deadline_that_passes_while_the_form_is_open_is_said_and_nothing_is_lost(now):
    made = steps.in_committing(now)
    line, client = steps.line_of(made), browser(A)
    form = client.get(url(made, "commit")).context["form"]
    data = {name: "" if (value := form[name].value()) is None else value for name in form.fields}
    data |= {f"quantity_{line.pk}": "77"}
    now.forward(days=14)

    answer = client.post(url(made, "commit"), data | {"confirmed": "1"})

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert "77" in answer.content.decode()


def test_a_request_that_was_sent_back_is_mended_with_everything_kept(now):
    made = steps.in_committing(now)
    line, client = steps.line_of(made), browser(A)
    send(client, url(made, "commit"), {f"quantity_{line.pk}": "77", "note": "至急"})
    with people.member_scope(A, Role.APPROVER):
        request = ApprovalRequest.objects.get()
        approvals.send_back(request_id=request.pk, version=request.version, reason="数量を見直してください。")

    page = read(client, made, "commit")
    answer = send(client, url(made, "commit"), {f"quantity_{line.pk}": "78"})

    assert "数量を見直してください。" in page
    assert 'value="77"' in page
    assert answer.status_code == 302
    with people.member_scope(A):
        assert ApprovalRequest.objects.get().payload["lines"][0]["quantity"] == 78


def test_a_second_signature_is_led_to_the_first(now):
    made = steps.in_agreement(now)
    steps.sign(made, [A])

    page = read(browser(A), made, "sign")

    assert "-S1" in page


PAGES = ("questions", "agreement", "simulator", "commit", "commit-done", "result", "sign", "ask")


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_reads_none_of_it(now, name):
    made = steps.in_committing(now)

    answer = Client().get(url(made, name))

    assert answer.status_code in (302, 404)


@pytest.mark.parametrize("name", ["simulator", "commit", "commit-done"])
def test_a_body_that_takes_no_part_finds_no_form(now, name):
    made = steps.in_committing(now)
    steps.commit(made, A, 120)

    assert browser(D).get(url(made, name)).status_code in (403, 404)
    assert browser("hub", Role.HUB_OFFICER).get(url(made, name)).status_code in (403, 404)


@pytest.mark.parametrize("name", ["open-spec-review", "open-agreement", "open-committing"])
def test_a_clerk_does_not_lead_the_procurement_on(now, name):
    made = steps.in_review(now)

    assert browser(A).get(url(made, name)).status_code == 403
    assert browser(A).post(url(made, name), {}).status_code == 403
    assert steps.fresh(made).state == State.SPEC_REVIEW


def test_the_procurement_page_leads_on(now):
    made = steps.in_agreement(now)

    assert url(made, "sign") in read(browser(A), made, "procurement")
    assert url(made, "open-committing") in read(browser("hub", Role.HUB_OFFICER), made, "cockpit")


@pytest.mark.parametrize("name", ["simulator", "commit"])
def test_one_line_and_thirty_take_the_same_queries(now, name, django_assert_max_num_queries):
    client = browser(A)

    def queries(procurement):
        client.get(url(procurement, name))
        params = {f"quantity_{line.pk}": "5" for line in procurement.lines.all()}
        with django_assert_max_num_queries(60) as captured:
            assert client.get(url(procurement, name), params).status_code == 200
        return len(captured)

    assert queries(steps.in_committing(now)) == queries(steps.in_committing(now, lines=30))


def test_a_withdrawal_says_first_that_all_conditions_are_resolved_anew(now):
    made = steps.in_committing(now)
    steps.commit(made, A, 120)
    client = browser(A)

    page = read(client, made, "withdraw")
    answer = send(client, url(made, "withdraw"), {"reason": "予算の見直し"})

    assert "どの団体も買わないことになる場合もあります" in page
    assert answer.status_code == 302
    assert client.get(url(made, "commit")).status_code == 403
    assert client.get(url(made, "join")).context["heading"] == "いまは入力できません"


def test_the_hub_is_led_to_a_later_deadline_when_the_minimum_was_missed(now):
    made = steps.in_committing(now, stands_from=100)
    steps.commit(made, A, 5)
    now.forward(days=14)
    steps.settle(made)

    page = read(browser("hub", Role.HUB_OFFICER), made, "cockpit")

    assert reverse("procurement:deadline-move", args=[made.number, "committing"]) in page
    assert "締切を延ばす" in page
