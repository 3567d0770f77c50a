"""Turn written notices into mails."""

import datetime as dt

import structlog

from commons.accounts.models import Membership, User
from commons.events import receives
from commons.values import clock

from . import mails, preferences
from .events import DigestDue, NoticeWritten
from .models import Mailing, Notice, Rhythm

log = structlog.get_logger(__name__)


@receives(NoticeWritten, name="notifications.mail", kind="outside")
def mail_notice(event: NoticeWritten) -> None:
    """Mail a notice, or leave it for the person's daily mail.

    It may run twice: what was noted as sent is not sent again. Only a worker that dies between sending and noting it
    sends a second mail, with the same Message-ID.
    """
    notice = Notice.objects.select_related("person").filter(number=event.subject.public_id).first()
    if notice is None or notice.mailing != Mailing.OWED:
        return
    if not _reaches_anybody(notice):
        _note([notice], Mailing.DROPPED)
        return
    preference = preferences.of(notice.person_id)
    if preference.rhythm == Rhythm.DAILY:
        _note([notice], Mailing.DAILY)
        return
    mails.send_notice(notice, preference.language)
    _note([notice], Mailing.SENT)


@receives(DigestDue, name="notifications.digest", kind="outside")
def mail_digest(event: DigestDue) -> None:
    """Mail a person what waits for their daily mail. It may run twice: what was noted as sent waits no more."""
    person = User.objects.filter(pk=event.subject.public_id).first()
    if person is None:
        return
    at = dt.datetime.fromisoformat(event.at)
    waiting = list(Notice.objects.filter(person=person).waiting_for_daily_mail(at).order_by("at", "pk"))
    bodies = _bodies_of(person)
    wanted = [notice for notice in waiting if person.is_active and notice.organisation_id in bodies]
    _note([notice for notice in waiting if notice not in wanted], Mailing.DROPPED)
    if wanted:
        moment = at.astimezone(clock.JST)
        mail_id = f"daily-{person.pk}-{moment:%Y%m%d}"
        mails.send_digest(person, wanted, preferences.of(person.pk).language, mail_id=mail_id)
        _note(wanted, Mailing.SENT)


def _reaches_anybody(notice: Notice) -> bool:
    """Tell whether the account is open and the person still has a role in the body that the notice concerns."""
    return notice.person.is_active and notice.organisation_id in _bodies_of(notice.person)


def _bodies_of(person: User) -> set[int | None]:
    """Return the ids of the bodies in which a person has a role today, and ``None`` for what concerns no body."""
    held = Membership.objects.valid_on(clock.today()).filter(user=person)
    return {None, *held.values_list("organisation_id", flat=True)}


def _note(notices: list[Notice], mailing: Mailing) -> None:
    if notices:
        at = clock.real_now() if mailing == Mailing.SENT else None
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailing=mailing, mailed_at=at)
