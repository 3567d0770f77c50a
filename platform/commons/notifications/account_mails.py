"""What follows, in notices and mails, from what happens to people's accounts."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.administrators import new_password_path
from commons.accounts.events import PasswordLinkAsked, PersonInvited, RoleEnded
from commons.accounts.models import Membership, User
from commons.events import receives
from commons.values.ref import Ref

from . import mails, preferences
from .messages import Message, Params, Text, register
from .notices import notify

ROLE_GIVEN, ROLE_ENDED = "accounts.role_given", "accounts.role_ended"


@receives(PasswordLinkAsked, name="notifications.password_link", kind="outside")
def mail_password_link(event: PasswordLinkAsked) -> None:
    """Mail a link to set a password, in the language in which it was asked for."""
    person = _open_account(event.subject)
    if person is not None:
        mails.send_password_link(person, new_password_path(person), event.language, mail_id=event.mail_id)


@receives(PersonInvited, name="notifications.invitation", kind="outside")
def mail_invitation(event: PersonInvited) -> None:
    """Mail a link to set the first password; who has one signs in as ever and finds a notice."""
    person = _open_account(event.subject)
    if person is not None and not person.has_usable_password():
        language = preferences.of(person.pk).language
        mail_id = f"invitation-{event.membership_id}"
        mails.send_password_link(person, new_password_path(person), language, mail_id=mail_id)


@receives(PersonInvited, name="notifications.role_given", kind="database")
def tell_of_a_role(event: PersonInvited) -> None:
    """Tell somebody who has an account already that they may act for a body."""
    person = _open_account(event.subject)
    if person is not None and person.has_usable_password():
        _tell(ROLE_GIVEN, event, organisation_id=event.organisation_id)


@receives(RoleEnded, name="notifications.role_ended", kind="database")
def tell_of_an_end(event: RoleEnded) -> None:
    """Tell somebody that a role of theirs has ended."""
    if _open_account(event.subject) is not None:
        _tell(ROLE_ENDED, event, organisation_id=None)  # shown though they have no role there any more


def register_messages() -> None:
    """Name what these notices say."""
    for kind, title, line in (
        (ROLE_GIVEN, _("Your roles have changed"), _("You can act for %(body)s as: %(role)s.")),
        (ROLE_ENDED, _("Your roles have changed"), _("Your role for %(body)s has ended: %(role)s.")),
    ):
        register(Message(kind=kind, title=_always(title), line=_about_a_role(line), url=_home))


def _tell(kind: str, event: PersonInvited | RoleEnded, *, organisation_id: int | None) -> None:
    notify(
        kind,
        to=[int(event.subject.public_id)],
        subject=event.subject,
        params={"membership_id": event.membership_id},
        key=f"{kind}:{event.membership_id}",
        organisation_id=organisation_id,
    )


def _open_account(subject: Ref) -> User | None:
    return User.objects.filter(pk=subject.public_id, is_active=True).first()


def _always(title: Text) -> Callable[[Ref, Params], Text]:
    return lambda subject, params: title


def _about_a_role(line: Text) -> Callable[[Ref, Params], Text]:
    def written(subject: Ref, params: Params) -> str:
        held = Membership.objects.select_related("organisation").get(pk=params["membership_id"])
        return str(line) % {"body": held.organisation, "role": held.get_role_display()}

    return written


def _home(subject: Ref, params: Params) -> str:
    return reverse("desk:home")
