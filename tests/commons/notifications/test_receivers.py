"""Mails of notices: a number, a title that gives nothing away, and a link; each on its own, whatever the others do."""

import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from structlog.testing import capture_logs

from commons.accounts.models import User
from commons.events import deliver_due, outbox, transactions
from commons.notifications import messages, preferences, receivers
from commons.notifications.events import NoticeWritten
from commons.notifications.models import Mailing, Notice
from commons.tenancy import scopes
from commons.values.ref import Ref
from tests import people
from tests.clock import StandingClock

from .conftest import KIND, SUBSTANCE

pytestmark = pytest.mark.django_db


def choose(person: User, *, rhythm: str = "immediate", language: str = "ja") -> None:
    """Set a person's preference as their page does."""
    with people.person_scope(person):
        preferences.choose(rhythm=rhythm, language=language)


def states() -> list[str]:
    """Return how far the mails are, oldest first."""
    with scopes.system("test"):
        return list(Notice.objects.order_by("pk").values_list("mailing", flat=True))


def test_a_mail_carries_number_title_and_link_and_never_the_substance(tell: Callable[..., int], settings: Any):
    settings.WAGTAILADMIN_BASE_URL = "https://commons.example"
    person = people.person(email="clerk@city.example")
    tell(person)

    deliver_due()

    [sent] = mail.outbox
    with scopes.system("test"):
        number = Notice.objects.get().number
    assert sent.to == ["clerk@city.example"]
    assert sent.subject == f"【東京コモンズ】集計が終わりました（{number}）"
    assert f"https://commons.example/notices/{number}/" in sent.body
    assert SUBSTANCE not in sent.message().as_string() + str(sent.body)
    assert "chairs" not in str(sent.body)
    assert states() == ["sent"]


def test_no_transaction_is_open_while_a_mail_goes(tell: Callable[..., int], monkeypatch: pytest.MonkeyPatch):
    seen: list[bool] = []
    monkeypatch.setattr(EmailMessage, "send", lambda mail: seen.append(transactions.is_open()))
    tell(people.person())

    deliver_due()

    assert seen == [False]
    assert connection.in_atomic_block  # the test's own, which does not count


def test_a_delivery_that_runs_twice_sends_once(tell: Callable[..., int]):
    tell(people.person())
    deliver_due()
    with scopes.system("test"):
        event = NoticeWritten(subject=Notice.objects.get().ref)

        receivers.mail_notice(event)

    assert len(mail.outbox) == 1


def test_a_worker_that_died_before_noting_sends_the_same_message_id(tell: Callable[..., int]):
    tell(people.person())
    deliver_due()
    with scopes.system("test"):
        Notice.objects.update(mailing=Mailing.OWED)

        receivers.mail_notice(NoticeWritten(subject=Notice.objects.get().ref))

    first, second = (sent.extra_headers["Message-ID"] for sent in mail.outbox)
    assert first == second


def test_a_notice_that_is_gone_is_nobodys_mail():
    with scopes.system("test"):
        receivers.mail_notice(NoticeWritten(subject=Ref("notifications.notice", "N-GONE0-00000")))

    assert mail.outbox == []


def _fails(subject: Ref, params: messages.Params) -> str:
    raise KeyError("椅子")


@pytest.mark.parametrize(
    "title",
    [
        lambda subject, params: "集計\x0bが終わりました",
        lambda subject, params: "count\x0b is done",
        lambda subject, params: "集計\r\nBcc: everybody@city.example",
        lambda subject, params: "\x00",
        lambda subject, params: "",
        lambda subject, params: "長" * 500,
        _fails,
    ],
    ids=["vertical tab", "vertical tab in ASCII", "line break", "nothing but a control", "empty", "long", "fault"],
)
def test_a_bad_title_is_replaced_and_holds_nobody_up(title: Any, message: Any, tell: Callable[..., int]):
    message(title)
    tell(people.person(), people.person())

    with capture_logs() as lines:
        done = deliver_due()

    assert (done.failed, [sent.subject.partition("（")[0] for sent in mail.outbox]) == (
        0,
        ["【東京コモンズ】お知らせがあります"] * 2,
    )
    assert all(not sent.bcc and "\n" not in sent.subject for sent in mail.outbox)
    told = "\n".join(str(line) for line in lines)
    assert "mail_title_" in told
    assert "集計" not in told
    assert "@city.example" not in told


def test_the_title_of_an_absent_house_is_neutral(tell: Callable[..., int]):
    tell(people.person())
    messages._messages.pop(KIND)

    deliver_due()

    assert mail.outbox[0].subject.startswith("【東京コモンズ】お知らせがあります（N-")


def test_a_broken_address_is_parked_at_once_and_keeps_no_other_waiting(
    tell: Callable[..., int], monkeypatch: pytest.MonkeyPatch
):
    broken, sound = people.person(email="broken@city.example"), people.person()
    went: list[list[str]] = []

    def send(message: EmailMessage) -> None:
        if message.to == [broken.email]:
            raise smtplib.SMTPRecipientsRefused({broken.email: (550, b"no such person")})
        went.append(message.to)

    monkeypatch.setattr(EmailMessage, "send", send)
    tell(broken, sound)

    done = deliver_due()

    stuck = outbox.parked().get()
    assert (done.failed, went) == (1, [[sound.email]])
    assert stuck.error.startswith("BrokenAddress")
    assert "broken@" not in stuck.error


def test_an_address_that_makes_no_header_is_parked(tell: Callable[..., int]):
    person = people.person()
    User.objects.filter(pk=person.pk).update(email="clerk\n@city.example")
    tell(person, people.person())

    deliver_due()

    assert [delivery.error.partition(" ")[0] for delivery in outbox.parked()] == ["BrokenAddress"]
    assert len(mail.outbox) == 1


def test_a_server_that_is_busy_is_asked_again(tell: Callable[..., int], monkeypatch: pytest.MonkeyPatch):
    person = people.person()

    def send(message: EmailMessage) -> None:
        raise smtplib.SMTPRecipientsRefused({person.email: (451, b"later")})

    monkeypatch.setattr(EmailMessage, "send", send)
    tell(person)

    done = deliver_due()

    assert (done.failed, outbox.parked().count(), states()) == (1, 0, ["owed"])


def test_nobody_is_mailed_whose_account_is_closed_or_whose_role_in_the_body_is_over(tell: Callable[..., int]):
    closed = people.person()
    closed.is_active = False
    closed.save()
    stranger = people.person_acting_for("chofu")

    tell(closed)
    tell(stranger, organisation_id=people.organisation("setagaya").pk)
    deliver_due()

    assert (mail.outbox, states()) == ([], ["dropped", "dropped"])


def test_mail_comes_in_the_language_of_its_person(tell: Callable[..., int]):
    person = people.person()
    choose(person, language="en")
    tell(person)

    deliver_due()

    assert "Sign in to read it" in str(mail.outbox[0].body)
    assert mail.outbox[0].subject.startswith("[Tokyo Commons] ")


def test_the_daily_mail_gathers_what_a_day_has_brought(tell: Callable[..., int], business_clock: StandingClock):
    person, other = people.person(), people.person()
    choose(person, rhythm="daily")
    tell(person, key="1")
    tell(person, key="2")
    tell(other, key="3")
    pass_time(business_clock, hours=0)
    at_first = [sent.to for sent in mail.outbox]

    pass_time(business_clock, hours=22)  # 8:00 of the next day

    assert at_first == [[other.email]]
    daily = mail.outbox[1]
    assert (daily.to, len(mail.outbox)) == ([person.email], 2)
    assert daily.subject == "【東京コモンズ】2件の通知があります"
    assert str(daily.body).count("/notices/N-") == 2
    assert SUBSTANCE not in str(daily.body)
    assert states() == ["sent"] * 3


def test_after_a_pause_of_days_one_daily_mail_goes(tell: Callable[..., int], business_clock: StandingClock):
    person = people.person()
    choose(person, rhythm="daily")
    tell(person, key="1")
    pass_time(business_clock, hours=0)

    pass_time(business_clock, days=5)
    pass_time(business_clock, days=1)

    assert len(mail.outbox) == 1


def test_what_was_seen_needs_no_daily_mail(tell: Callable[..., int], business_clock: StandingClock):
    person = people.person()
    choose(person, rhythm="daily")
    tell(person)
    pass_time(business_clock, hours=0)
    with people.person_scope(person):
        Notice.objects.update(seen_at=business_clock())

    pass_time(business_clock, days=1)

    assert mail.outbox == []


def test_what_waits_goes_with_the_daily_mail_though_its_person_chose_otherwise_since(
    tell: Callable[..., int], business_clock: StandingClock
):
    person = people.person()
    choose(person, rhythm="daily")
    tell(person)
    pass_time(business_clock, hours=0)
    choose(person, rhythm="immediate")

    pass_time(business_clock, days=1)

    assert [sent.to for sent in mail.outbox] == [[person.email]]


def pass_time(business_clock: StandingClock, **by: float) -> None:
    """Move the clock, and let the worker do its round."""
    from commons.events import due

    business_clock.forward(**by)
    due.tick()
    deliver_due()
