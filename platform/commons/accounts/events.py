"""What happened to people's roles and passwords. Ids only."""

from dataclasses import dataclass

from commons.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Event):
    """A body's administrator gave somebody a role; a mail with a link follows, made at sending."""

    membership_id: int
    organisation_id: int
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    """A body's administrator ended somebody's role."""

    membership_id: int
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class PasswordLinkAsked(Event):
    """Somebody asked for a link to set a password. The link's token is made at sending and stored nowhere."""

    mail_id: str
    language: str
