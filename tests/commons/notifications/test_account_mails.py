"""What people are told of their own accounts."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client

from commons.accounts import staff
from commons.accounts.models import Role
from commons.events import deliver_due
from commons.notifications.models import Notice
from commons.tenancy import scopes
from commons.values import clock
from tests import people

pytestmark = pytest.mark.django_db

NEW = "a quite different long sentence"


def invite(email: str) -> None:
    """Invite somebody as an administrator of our body does."""
    with people.member_scope("setagaya", Role.ADMINISTRATOR):
        staff.invite(email=email, name="斉木 聡", role=Role.CLERK, valid_until=clock.today() + dt.timedelta(days=300))


def lines_of(email: str) -> list[str]:
    """Return what a person was told in-app."""
    with scopes.system("test"):
        return [notice.line for notice in Notice.objects.filter(person__email=email).order_by("pk")]


def test_who_is_new_sets_a_password_by_a_link_that_tells_nothing():
    invite("new@city.example")

    deliver_due()

    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["new@city.example"], "【東京コモンズ】お知らせがあります")
    assert not re.search("斉木|世田谷|担当", str(sent.body))
    path = re.search(r"https?://[^/\s]+(/\S+)", str(sent.body))[1]  # type: ignore[index]  # it is there
    assert Client().post(path, {"password1": NEW, "password2": NEW}).status_code == 302
    assert Client().login(email="new@city.example", password=NEW)
    assert lines_of("new@city.example") == []


def test_who_has_an_account_finds_a_notice_and_gets_no_link():
    known = people.person()
    invite(known.email)

    deliver_due()

    assert lines_of(known.email) == ["世田谷区で「担当者」の役割を使えるようになりました。"]
    assert [sent.subject.partition("（")[0] for sent in mail.outbox] == ["【東京コモンズ】役割の変更のお知らせ"]
    assert "世田谷" not in str(mail.outbox[0].body)


def test_who_loses_a_role_is_told():
    known = people.person_acting_for("setagaya")
    with people.member_scope("setagaya", Role.ADMINISTRATOR):
        staff.end(membership_id=known.memberships.get().pk)

    deliver_due()

    assert lines_of(known.email) == ["世田谷区での「担当者」の役割が終わりました。"]
