"""Make the first person of the hub, from whom all invitations start."""

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.http import int_to_base36

from commons.audit import log
from commons.tenancy.models import Organisation
from commons.values import clock
from commons.values.ref import Ref

from .models import Membership, Role, User

ROLES = (Role.ADMINISTRATOR, Role.HUB_OFFICER)


class HubHasAdministrator(Exception):
    """The hub has an administrator already, and another was not asked for."""


def make_hub_administrator(*, email: str, name: str, additional: bool = False) -> tuple[User, bool]:
    """Give a person both roles of the hub, making the person if need be; return them and whether anything changed.

    Refuse a second administrator unless ``additional``. Twice for the same person changes nothing.
    """
    hub, today = Organisation.objects.hub(), clock.today()
    with transaction.atomic():
        held = Membership.objects.valid_on(today).filter(organisation=hub)
        others = held.filter(role=Role.ADMINISTRATOR, user__is_active=True).exclude(user__email=email.lower())
        if others.exists() and not additional:
            raise HubHasAdministrator
        user = User.objects.filter(email=email.lower()).first()
        made = user is None
        user = user or User.objects.create_user(email, None, name=name)
        missing = set(ROLES) - {Role(role) for role in held.filter(user=user).values_list("role", flat=True)}
        for role in sorted(missing):
            Membership.objects.create(user=user, organisation=hub, role=role, valid_from=today)
        if made or missing:
            log.record("made_hub_administrator", Ref("accounts.person", str(user.pk)), changed=map(str, missing))
    return user, bool(made or missing)


def new_password_path(user: User) -> str:
    """Return the path under which ``user`` sets a password, once and within the time of a mailed link."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": int_to_base36(user.pk), "key": default_token_generator.make_token(user)},
    )
