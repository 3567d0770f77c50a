"""Bring the people of the demonstration into the database."""

from django.contrib.auth.hashers import make_password

from commons.accounts.models import Membership, User
from commons.tenancy.models import Organisation

from . import persons


def seed() -> None:
    """Create the people who are missing, with their roles. Whoever is there stays as they are."""
    known = set(User.objects.values_list("email", flat=True))
    missing = [person for person in persons.everyone().values() if person.email not in known]
    if not missing:
        return
    secret = make_password(persons.PASSWORD)  # once: a hash each would take the better part of a minute
    users = User.objects.bulk_create(
        User(email=person.email, name=person.name, kana=person.kana, password=secret) for person in missing
    )
    bodies = {body.code or "hub": body for body in Organisation.objects.all()}
    Membership.objects.bulk_create(
        Membership(
            user=user,
            organisation=bodies[held.organisation],
            department=person.department,
            title=person.title,
            role=held.role,
            valid_from=held.valid_from,
            valid_until=held.valid_until,
        )
        for user, person in zip(users, missing, strict=True)
        for held in person.memberships
    )
