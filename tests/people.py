"""People for tests: made on the spot, each in the role the test is about."""

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import contextmanager

from django.test import Client

from commons.accounts.models import Membership, Role, User
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.tenancy.scopes import Scope

PASSWORD = "six municipal horses pull together"  # noqa: S105 - of people who do not exist

_numbers = itertools.count(1)


def organisation(slug: str) -> Organisation:
    """Return a body by its slug; ``hub`` is the hub."""
    return Organisation.objects.get(slug=slug)


def person(*, name: str = "", email: str = "", password: str | None = PASSWORD) -> User:
    """Make a person without any membership: a specialist, a reviewer, somebody just invited."""
    number = next(_numbers)
    return User.objects.create_user(
        email or f"person-{number}@city.example", password, name=name or f"試験 {number}", kana="しけん"
    )


def membership(
    user: User,
    slug: str,
    role: str = Role.CLERK,
    *,
    valid_from: dt.date = dt.date(2020, 4, 1),
    valid_until: dt.date | None = None,
    department: str = "総務課",
    title: str = "主事",
) -> Membership:
    """Give ``user`` a role in a body."""
    return Membership.objects.create(
        user=user,
        organisation=organisation(slug),
        role=role,
        valid_from=valid_from,
        valid_until=valid_until,
        department=department,
        title=title,
    )


def person_acting_for(
    slug: str,
    role: str = Role.CLERK,
    *,
    name: str = "",
    email: str = "",
    valid_from: dt.date = dt.date(2020, 4, 1),
    valid_until: dt.date | None = None,
    department: str = "総務課",
    title: str = "主事",
) -> User:
    """Make a person who holds ``role`` in a body."""
    user = person(name=name, email=email)
    membership(user, slug, role, valid_from=valid_from, valid_until=valid_until, department=department, title=title)
    return user


def hub_officer() -> User:
    """Make somebody who runs the hub's work."""
    return person_acting_for("hub", Role.HUB_OFFICER)


def visitor() -> Client:
    """Return the browser of somebody who has not signed in."""
    return Client()


def sign_in(client: Client, user: User) -> Client:
    """Sign ``user`` in on ``client`` and return it."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def client_of(user: User) -> Client:
    """Return a browser on which ``user`` has signed in."""
    return sign_in(Client(), user)


@contextmanager
def member_scope(slug: str, role: str = Role.CLERK, *, user: User | None = None) -> Iterator[Scope]:
    """Work as a member of a body: ``user``, or somebody made for it."""
    who = user or person_acting_for(slug, role)
    body = organisation(slug)
    with scopes.member(user_id=who.pk, organisation_id=body.pk, roles=frozenset({str(role)})) as scope:
        yield scope


@contextmanager
def person_scope(user: User) -> Iterator[Scope]:
    """Work on a person's own things."""
    with scopes.person(user.pk) as scope:
        yield scope
