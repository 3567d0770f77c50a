"""Invite people into one's body, extend and end what they may do there. Doors for the body's administrator alone."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from commons.audit import log
from commons.events import announce
from commons.tenancy import scopes
from commons.tenancy.models import Organisation
from commons.tenancy.scopes import Scope
from commons.values import clock
from commons.values.ref import Ref
from commons.values.refusals import Refusal

from .events import PersonInvited, RoleEnded
from .models import Membership, Role, User

LONGEST_YEARS = 3  # staff rotate: a role is looked at again after that


class NotAdministrator(Refusal):
    """Somebody else than the body's administrator tried."""

    message = _("Only an administrator of your municipality can do this.")


class EndsInThePast(Refusal):
    """The last day is over."""

    message = _("This day is over. Choose today or a later day.")
    field = "valid_until"


class EndsTooLate(Refusal):
    """The last day is more than three years away."""

    message = _("A role runs for three years at most, and can be extended again then.")
    field = "valid_until"


class RoleOfTheHub(Refusal):
    """The role of a hub officer exists in the hub alone."""

    message = _("This role exists in the hub only.")
    field = "role"


class HoldsTheRole(Refusal):
    """The person holds this role today or later."""

    message = _("This person holds this role already. Extend it in the list instead.")
    field = "role"


class AccountClosed(Refusal):
    """The account was closed."""

    message = _("The account with this mail address is closed. Ask the hub.")
    field = "email"


class LastAdministrator(Refusal):
    """Nobody would be left who could invite anybody."""

    message = _("Your municipality would have no administrator left. Invite another one first.")


def invite(
    *,
    email: str,
    name: str,
    role: str,
    valid_until: dt.date,
    kana: str = "",
    department: str = "",
    title: str = "",
) -> Membership:
    """Give a person a role in the body at work, making the account if need be. What a known person is called stays.

    The password is set by the person, through a mailed link.
    """
    body, today = _body_at_work(), clock.today()
    _check_last_day(valid_until, today)
    if role == Role.HUB_OFFICER and not body.is_hub:
        raise RoleOfTheHub
    with transaction.atomic():
        _lock(body)
        user, is_new = _person(email, name, kana)
        held = Membership.objects.filter(user=user, organisation=body, role=role)
        if held.exclude(valid_until__lt=today).exists():
            raise HoldsTheRole
        made = Membership.objects.create(
            user=user,
            organisation=body,
            role=role,
            department=department,
            title=title,
            valid_from=today,
            valid_until=valid_until,
        )
        person = Ref("accounts.person", str(user.pk))
        log.record("invited_person", person, changed=[role])
        announce(PersonInvited(subject=person, membership_id=made.pk, organisation_id=body.pk, is_new=is_new))
    return made


def extend(*, membership_id: int, valid_until: dt.date) -> Membership:
    """Let a role of the own body run until another day; raise ``Membership.DoesNotExist`` for another body's."""
    body, today = _body_at_work(), clock.today()
    _check_last_day(valid_until, today)
    with transaction.atomic():
        _lock(body)
        found = _of(body, membership_id)
        if found.role == Role.ADMINISTRATOR:
            _check_administrators_left(body, found, until=valid_until)
        found.valid_until = valid_until
        found.save(update_fields=["valid_until"])
        log.record("extended_role", Ref("accounts.person", str(found.user_id)), changed=[found.role, "valid_until"])
    return found


def end(*, membership_id: int) -> Membership:
    """Let a role of the own body end with this day; raise ``Membership.DoesNotExist`` for another body's."""
    body, today = _body_at_work(), clock.today()
    with transaction.atomic():
        _lock(body)
        found = _of(body, membership_id)
        if found.role == Role.ADMINISTRATOR:
            _check_administrators_left(body, found, until=today)
        found.valid_until = max(today, found.valid_from)
        found.save(update_fields=["valid_until"])
        person = Ref("accounts.person", str(found.user_id))
        log.record("ended_role", person, changed=[found.role, "valid_until"])
        announce(RoleEnded(subject=person, membership_id=found.pk, organisation_id=body.pk))
    return found


def may_keep_people(scope: Scope) -> bool:
    """Tell whether a scope may invite, extend and end: an administrator, in their own body."""
    return scope.kind == "member" and scope.has_role(Role.ADMINISTRATOR)


def latest_day(today: dt.date) -> dt.date:
    """Return the last day until which a role may run."""
    try:
        return today.replace(year=today.year + LONGEST_YEARS)
    except ValueError:  # 29 February
        return today.replace(year=today.year + LONGEST_YEARS, day=28)


def _body_at_work() -> Organisation:
    scope = scopes.current()
    if not may_keep_people(scope):
        raise NotAdministrator
    return Organisation.objects.get(pk=scope.organisation_id or 0)


def _lock(body: Organisation) -> None:
    """Let one administrator after the other change the body's people: two could each end the last other."""
    Organisation.objects.select_for_update(no_key=True).get(pk=body.pk)


def _of(body: Organisation, membership_id: int) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",)).filter(organisation=body)
    return rows.exclude(valid_until__lt=clock.today()).get(pk=membership_id)


def _person(email: str, name: str, kana: str) -> tuple[User, bool]:
    address = User.objects.normalize_email(email).lower()
    known = User.objects.filter(email=address).first()
    if known is None:
        try:
            with transaction.atomic():
                return User.objects.create_user(address, None, name=name, kana=kana), True
        except IntegrityError:  # another body invited the same person a moment ago
            known = User.objects.get(email=address)
    if not known.is_active:
        raise AccountClosed
    return known, False


def _check_last_day(valid_until: dt.date, today: dt.date) -> None:
    if valid_until < today:
        raise EndsInThePast
    if valid_until > latest_day(today):
        raise EndsTooLate


def _check_administrators_left(body: Organisation, leaving: Membership, *, until: dt.date) -> None:
    """Refuse to shorten the last administrator's role: tomorrow's people need one who can invite."""
    if leaving.valid_until is not None and until >= leaving.valid_until:
        return
    others = Membership.objects.filter(organisation=body, role=Role.ADMINISTRATOR, user__is_active=True)
    others = others.exclude(pk=leaving.pk).exclude(user_id=leaving.user_id)
    if not others.valid_on(until + dt.timedelta(days=1)).exists():
        raise LastAdministrator
