"""The people of the demonstration are whole, and come in once."""

import datetime as dt
from collections import Counter
from importlib.resources import files

import pytest
import yaml
from django.contrib.auth import authenticate

from commons.accounts.models import Membership, Role, User
from commons.demo import people, persons
from commons.demo.first_day import DEMO_DAY
from commons.tenancy import scopes
from commons.tenancy.models import Organisation

FILE = yaml.safe_load((files("commons.demo") / "data" / "people.yaml").read_text(encoding="utf-8"))
EVERYONE = persons.everyone()


def test_ids_and_addresses_are_given_once():
    for key in ("id", "email"):
        counts = Counter(row[key] for row in FILE["users"])
        assert [value for value, count in counts.items() if count > 1] == []


def test_no_address_leads_anywhere():
    assert {person.email.partition("@")[2] for person in EVERYONE.values()} == {"demo.example"}


def test_the_roles_are_those_of_the_product():
    assert FILE["roles"] == list(Role.values)
    assert {held.role for person in EVERYONE.values() for held in person.memberships} == set(FILE["roles"])


@pytest.mark.django_db
def test_every_body_exists_and_has_a_clerk():
    codes = set(Organisation.objects.municipalities().values_list("code", flat=True))
    clerks = {held.organisation for person in EVERYONE.values() for held in person.memberships if held.role == "clerk"}

    named = {held.organisation for person in EVERYONE.values() for held in person.memberships}

    assert named == codes | {"hub"}
    assert codes <= clerks


def test_no_role_ends_before_it_begins():
    wrong = [
        person.id for person in EVERYONE.values() for held in person.memberships if held.valid_until < held.valid_from
    ]

    assert wrong == []


def test_hub_officers_work_at_the_hub_alone():
    held = [held for person in EVERYONE.values() for held in person.memberships if held.role == Role.HUB_OFFICER]

    assert {each.organisation for each in held} == {"hub"}


def test_whoever_has_no_body_has_a_capacity():
    known = set(FILE["capacities"])
    for row in FILE["users"]:
        held = {capacity["id"] for capacity in row.get("capacities", [])}
        assert held <= known
        assert bool(held) != bool(row["memberships"]), row["id"]


def test_names_and_departments_fit_their_fields():
    models = {"name": User, "kana": User, "email": User, "department": Membership, "title": Membership}
    room = {name: getattr(model._meta.get_field(name), "max_length", 0) for name, model in models.items()}

    for person in EVERYONE.values():
        assert [name for name, length in room.items() if len(getattr(person, name)) > length] == [], person.id


def test_days_are_counted_from_the_first_day():
    (held,) = EVERYONE["machida-editor"].memberships

    assert held.valid_until == DEMO_DAY - dt.timedelta(days=5) == dt.date(2026, 6, 5)


@pytest.mark.django_db
def test_everyone_comes_in_with_their_roles(demo_people):
    expected = {
        (person.email, held.organisation, held.role, held.valid_from, held.valid_until, person.department, person.title)
        for person in EVERYONE.values()
        for held in person.memberships
    }

    rows = Membership.objects.values_list(
        "user__email", "organisation__code", "role", "valid_from", "valid_until", "department", "title"
    )

    assert {(email, code or "hub", *rest) for email, code, *rest in rows} == expected
    assert User.objects.count() == len(EVERYONE) == 127


@pytest.mark.django_db
def test_everyone_signs_in_with_the_one_password(demo_people):
    user = authenticate(username="setagaya-clerk@demo.example", password=persons.PASSWORD)

    assert isinstance(user, User)
    assert user.name == "斉木 聡"
    assert not user.is_staff
    assert not user.is_superuser


@pytest.mark.django_db
def test_coming_in_twice_changes_nothing(demo_people, django_assert_num_queries):
    User.objects.filter(email="chofu-clerk@demo.example").update(name="杉浦 美帆子")
    before = [list(User.objects.values()), list(Membership.objects.values())]

    with scopes.system("test"), django_assert_num_queries(1):
        people.seed()

    assert [list(User.objects.values()), list(Membership.objects.values())] == before


@pytest.mark.django_db
def test_somebody_who_is_missing_is_brought_back_alone(demo_people):
    with scopes.system("test"):
        User.objects.filter(email="chofu-clerk@demo.example").delete()

        people.seed()

    assert User.objects.count() == 127
    assert Membership.objects.filter(user__email="chofu-clerk@demo.example").count() == 1


def test_every_person_of_interest_is_described_in_both_languages():
    for one in persons.of_interest():
        assert set(one.labels) == set(one.descriptions) == {"ja", "en"}
        assert all([*one.labels.values(), *one.descriptions.values()])


def test_the_persons_of_interest_cover_every_role_and_those_without_one():
    roles = {held.role for one in persons.of_interest() for held in one.person.memberships}

    assert roles == set(Role.values)
    assert [one.id for one in persons.of_interest() if not one.person.memberships] == ["reviewer-01", "specialist-001"]
