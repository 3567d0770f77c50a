"""What a demonstration has mailed: the files that the mail backend of trial leaves behind."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

SEPARATOR = b"\n" + b"-" * 79 + b"\n"  # Django's file backend writes it after each mail
MOST_FILES = 50


@dataclass(frozen=True)
class Mail:
    """One mail as it would have gone out."""

    to: str
    title: str
    text: str
    at: dt.datetime | None  # the machine's time


def latest() -> list[Mail]:
    """Return the mails of the latest files, newest first; none when nothing was mailed or mail goes elsewhere."""
    folder = Path(settings.EMAIL_FILE_PATH or settings.VAR / "mail")
    files = sorted(folder.glob("*.log"), key=lambda file: file.name, reverse=True)[:MOST_FILES]
    return [mail for file in files for mail in reversed(list(_mails_in(file)))]


def _mails_in(file: Path) -> Iterator[Mail]:
    for raw in file.read_bytes().split(SEPARATOR):
        if raw.strip():
            read: EmailMessage = message_from_bytes(raw.lstrip(), policy=policy.default)
            yield Mail(to=str(read["To"]), title=str(read["Subject"]), text=_text_of(read), at=_moment_of(read))


def _text_of(read: EmailMessage) -> str:
    body = read.get_body(("plain",))
    return str(body.get_content()).strip() if body else ""


def _moment_of(read: EmailMessage) -> dt.datetime | None:
    try:
        moment = parsedate_to_datetime(str(read["Date"]))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)  # "-0000" tells of no zone, and means UTC
