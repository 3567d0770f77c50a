"""Compose and send mails: a number, a title that gives nothing away, and a link."""

import smtplib
from email.errors import MessageError

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.accounts.models import User
from commons.events.handlers import Hopeless
from commons.values.ref import Ref
from commons.values.text import control_characters

from . import messages
from .models import Notice

TITLE_LENGTH = 80
PERMANENT = 500  # SMTP codes from here on say that another try is in vain

log = structlog.get_logger(__name__)


class BrokenAddress(Hopeless):
    """The person's mail address takes no mail. It names nobody: what is raised here is written down."""


def send_notice(notice: Notice, language: str) -> None:
    """Mail one notice."""
    with translation.override(language):
        title = title_of(notice)
        body = render_to_string(
            "notifications/mail/notice.txt", {"number": notice.number, "title": title, "url": link_to(notice)}
        )
        subject = _("%(title)s (%(number)s)") % {"title": title, "number": notice.number}
        _send(notice.person, subject, body, mail_id=notice.number)


def send_digest(person: User, notices: list[Notice], language: str, *, mail_id: str) -> None:
    """Mail what a day has brought, in one."""
    with translation.override(language):
        count = len(notices)
        title = ngettext("%(count)s notice for you", "%(count)s notices for you", count) % {"count": count}
        rows = [{"number": notice.number, "title": title_of(notice), "url": link_to(notice)} for notice in notices]
        body = render_to_string("notifications/mail/digest.txt", {"title": title, "rows": rows})
        _send(person, title, body, mail_id=mail_id)


def send_password_link(person: User, path: str, language: str, *, mail_id: str) -> None:
    """Mail a link to set a password; only its page tells what it is for."""
    with translation.override(language):
        body = render_to_string("notifications/mail/password_link.txt", {"url": absolute(path)})
        _send(person, neutral_title(), body, mail_id=mail_id)


def title_of(notice: Notice) -> str:
    """Return the title in the language at work; a neutral one when its house is absent or made a bad one.

    A bad title must not hold up the mail: the link is what matters. What was wrong with it is logged without its text.
    """
    message = messages.find(notice.kind)
    if message is None:
        return neutral_title()
    try:
        title = str(message.title(Ref.parse(notice.subject), notice.params)).strip()
    except Exception as fault:
        log.warning("mail_title_failed", kind=notice.kind, fault=type(fault).__qualname__)
        return neutral_title()
    if not title or len(title) > TITLE_LENGTH or control_characters(title):
        log.warning("mail_title_unfit", kind=notice.kind)
        return neutral_title()
    return title


def neutral_title() -> str:
    """Return the title that fits every notice."""
    return _("A notice for you")


def link_to(notice: Notice) -> str:
    """Return the address of the page, on the hub's host, that shows a notice and asks before it does anything."""
    return absolute(reverse("desk:notice", args=[notice.number]))


def absolute(path: str) -> str:
    """Return an address on the hub's host: mails leave without a request that would tell it."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def _send(person: User, title: str, body: str, *, mail_id: str) -> None:
    """Send one mail. ``mail_id`` makes a stable Message-ID: sent twice, a mail program shows it once."""
    mail = _composed(person, title, body, mail_id)
    try:
        mail.message().as_bytes()
    except (MessageError, ValueError) as fault:  # U+000B raises HeaderParseError, a line break BadHeaderError
        log.warning("mail_header_unfit", fault=type(fault).__qualname__)
        mail = _composed(person, neutral_title(), body, mail_id)
        _refuse_a_broken_address(mail)
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _reason in refused.recipients.values()]
        if codes and min(codes) >= PERMANENT:
            raise BrokenAddress from None
        raise


def _refuse_a_broken_address(mail: EmailMessage) -> None:
    try:
        mail.message().as_bytes()
    except (MessageError, ValueError):
        raise BrokenAddress from None


def _composed(person: User, title: str, body: str, mail_id: str) -> EmailMessage:
    host = settings.HUB_HOST
    return EmailMessage(
        subject=_("[Tokyo Commons] %(title)s") % {"title": title},
        body=body,
        to=[person.email],
        headers={"Message-ID": f"<{mail_id}@{host}>", "Auto-Submitted": "auto-generated"},
    )
