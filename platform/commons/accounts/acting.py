"""For whom the signed-in person acts in this request."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest

from commons.tenancy.models import Organisation
from commons.tenancy.scopes import Scope

from .models import Membership, Role, User

CHOSEN = "acting_for"  # session key: the body chosen at sign-in or by switching
PREVIOUS_SIGN_IN = "previous_sign_in"  # session key: when this person had signed in before this time


@dataclass(frozen=True)
class Choice:
    """A body for which a person may act, with every role they hold there today."""

    organisation: Organisation
    memberships: tuple[Membership, ...]
    current: bool = False

    @property
    def membership(self) -> Membership:
        """Return the membership whose department and title stand beside the person's name."""
        return self.memberships[0]

    @property
    def roles(self) -> frozenset[str]:
        """Return the roles; that of a hub officer counts in the hub alone, whatever a row says."""
        held = {membership.role for membership in self.memberships}
        return frozenset(held if self.organisation.is_hub else held - {Role.HUB_OFFICER.value})

    @property
    def role_names(self) -> list[str]:
        """Return the roles' names in the interface's language, in the order of the list of roles."""
        return [str(role.label) for role in Role if role.value in self.roles]


@dataclass(frozen=True)
class Acting:
    """A signed-in person, the body they act for (or none), and the bodies they could switch to."""

    user: User
    choices: tuple[Choice, ...] = ()
    last_sign_in: dt.datetime | None = None

    @property
    def choice(self) -> Choice | None:
        """Return the active choice; none when nothing is chosen, or what was chosen has expired."""
        return next((choice for choice in self.choices if choice.current), None)

    @property
    def organisation(self) -> Organisation | None:
        """Return the body acted for."""
        return self.choice.organisation if self.choice else None

    @property
    def membership(self) -> Membership | None:
        """Return the active membership."""
        return self.choice.membership if self.choice else None

    @property
    def roles(self) -> frozenset[str]:
        """Return all roles held in the body acted for."""
        return self.choice.roles if self.choice else frozenset()

    @property
    def role_names(self) -> list[str]:
        """Return those roles' names in the interface's language."""
        return self.choice.role_names if self.choice else []

    @property
    def scope(self) -> Scope:
        """Return the scope in which this person works."""
        if self.choice is None:
            return Scope("person", user_id=self.user.pk)
        return Scope("member", user_id=self.user.pk, organisation_id=self.choice.organisation.pk, roles=self.roles)


def of(request: HttpRequest) -> Acting | None:
    """Return who acts in ``request``; ``None`` for a visitor."""
    acting: Acting | None = getattr(request, "acting", None)
    return acting


def read(request: HttpRequest, *, day: dt.date) -> Acting | None:
    """Work out who acts on ``day``: one query for a signed-in person, none for a visitor."""
    user = request.user
    if not isinstance(user, User):
        return None
    before = request.session.get(PREVIOUS_SIGN_IN)
    return Acting(
        user=user,
        choices=choices_of(user, day=day, chosen=request.session.get(CHOSEN)),
        last_sign_in=dt.datetime.fromisoformat(before) if before else None,
    )


def choices_of(user: User, *, day: dt.date, chosen: int | None = None) -> tuple[Choice, ...]:
    """List the bodies a person may act for on ``day``, the one in force marked.

    With nothing ``chosen`` the first one is in force. A choice that has expired puts nobody in its place: a page that
    was opened for one body must never be sent off in another's name.
    """
    held = user.memberships.valid_on(day).select_related("organisation")
    bodies = _by_body(held)
    in_force = chosen if chosen is not None else next((organisation.pk for organisation, _ in bodies), None)
    return tuple(
        Choice(organisation, memberships, current=organisation.pk == in_force) for organisation, memberships in bodies
    )


def _by_body(held: Iterable[Membership]) -> list[tuple[Organisation, tuple[Membership, ...]]]:
    """Group by body in the order of the codes, the hub last: databases disagree on where a missing code sorts."""
    roles = list(Role.values)
    ordered = sorted(held, key=lambda one: (one.organisation.code or "~", roles.index(one.role), one.pk))
    groups = [tuple(group) for _, group in groupby(ordered, key=lambda one: one.organisation_id)]
    return [(group[0].organisation, group) for group in groups]
