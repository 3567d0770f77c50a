"""Who reads what of the log."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commons.accounts.models import Role
from commons.audit import log
from commons.tenancy import scopes
from commons.values.ref import Ref
from tests.people import client_of, member_scope, person_acting_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def setagaya_clerk():
    user = person_acting_for("setagaya", name="斉木 聡")
    with member_scope("setagaya", user=user):
        log.record("recorded_baseline", Ref("procurement.item", "genai-chat"), changed=["baseline_unit_price"])
    return user


def subjects(client):
    return [record.subject for record in client.get(reverse("desk:log")).context["listing"].page]


def test_people_read_what_they_did(setagaya_clerk):
    assert "procurement.item:genai-chat" in subjects(client_of(setagaya_clerk))


def test_the_administrator_of_the_body_reads_it_too(setagaya_clerk):
    administrator = person_acting_for("setagaya", Role.ADMINISTRATOR)

    assert "procurement.item:genai-chat" in subjects(client_of(administrator))


@pytest.mark.parametrize(
    ("slug", "role"),
    [
        ("setagaya", Role.CLERK),
        ("setagaya", Role.APPROVER),
        ("chofu", Role.CLERK),
        ("chofu", Role.ADMINISTRATOR),
        ("hub", Role.HUB_OFFICER),
        ("hub", Role.ADMINISTRATOR),
    ],
)
def test_nobody_else_reads_it(setagaya_clerk, slug, role):
    other = client_of(person_acting_for(slug, role))

    assert "procurement.item:genai-chat" not in subjects(other)


def test_a_person_reads_who_looked_at_their_data(setagaya_clerk):
    with member_scope("hub", Role.HUB_OFFICER):
        log.record_look(
            Ref("accounts.person", str(setagaya_clerk.pk)), person_seen_id=setagaya_clerk.pk, purpose="screening"
        )

    page = client_of(setagaya_clerk).get(reverse("desk:log"))

    assert [record.purpose for record in page.context["listing"].page if record.verb == "looked"] == ["screening"]


def test_the_log_asks_the_same_questions_for_1_and_30_rows(setagaya_clerk, django_assert_num_queries):
    client = client_of(setagaya_clerk)
    address = reverse("desk:log")
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    with member_scope("setagaya", user=setagaya_clerk):
        for number in range(30):
            log.record("exported", Ref("lists.list", f"list-{number}"))

    with django_assert_num_queries(len(one.captured_queries)):
        client.get(address)


def test_system_work_is_in_nobodys_log(setagaya_clerk):
    with scopes.system("tier resolution"):
        log.record("resolved_tiers", Ref("procurement.item", "genai-chat"))

    assert len([s for s in subjects(client_of(setagaya_clerk)) if s == "procurement.item:genai-chat"]) == 1


def test_a_person_is_called_by_name_and_anything_else_by_its_id(setagaya_clerk):
    with member_scope("setagaya", user=setagaya_clerk):
        log.record("switched_body", Ref("accounts.person", str(setagaya_clerk.pk)))

    page = client_of(setagaya_clerk).get(reverse("desk:log"))

    things = {record.verb: thing for record, _what, thing in page.context["rows"]}
    assert things["switched_body"] == "斉木 聡"
    assert things["recorded_baseline"].endswith("genai-chat")


def test_only_verbs_that_were_met_are_offered_to_filter_by(setagaya_clerk):
    page = client_of(setagaya_clerk).get(reverse("desk:log"))

    verbs = page.context["listing"].facets[0]
    met = {record.verb for record in page.context["listing"].page}
    assert {option.value: bool(str(option.label)) for option in verbs.options} == dict.fromkeys(met, True)


def test_a_verb_that_was_chosen_stays_though_nothing_meets_it(setagaya_clerk):
    page = client_of(setagaya_clerk).get(f"{reverse('desk:log')}?verb=set_password")

    assert [option.value for option in page.context["listing"].facets[0].options if option.selected] == ["set_password"]
