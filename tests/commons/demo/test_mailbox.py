"""The mails of a demonstration, on a page of their own."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from commons.demo import mailbox
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _into_files(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"


def test_what_was_mailed_is_shown_with_its_link():
    EmailMessage(
        "【東京コモンズ】お知らせ", "次の画面へ\n\nhttp://localhost:8000/notices/N-1/\n", to=["a@city.example"]
    ).send()

    page = people.visitor().get(reverse("demo:mails")).content.decode()

    assert "【東京コモンズ】お知らせ" in page
    assert "a@city.example" in page
    assert 'href="http://localhost:8000/notices/N-1/"' in page


def test_the_newest_come_first_and_markup_in_them_does_nothing():
    for title in ("一通目", "<script>二通目"):
        EmailMessage(title, "本文", to=["a@city.example"]).send()

    mails = mailbox.latest()

    assert {mail.title for mail in mails} == {"一通目", "<script>二通目"}
    assert [mail.text for mail in mails] == ["本文", "本文"]
    assert "<script>二通目" not in people.visitor().get(reverse("demo:mails")).content.decode()


def test_without_mails_the_page_says_so():
    assert "まだメールはありません" in people.visitor().get(reverse("demo:mails")).content.decode()


def test_there_is_no_such_page_outside_a_demonstration(settings: Any):
    settings.DEMO_MODE = False

    assert people.visitor().get(reverse("demo:mails")).status_code == 404
