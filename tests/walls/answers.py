"""What an answer says, in every place where it could say too much."""

import difflib
import html
import io
import logging
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

from django.core.cache import cache

from commons.config import logs

_THOUSANDS = re.compile(r"(?<=\d)[,，'\u00a0\u202f ](?=\d{3})")
_NEW_EACH_TIME = re.compile(
    r'(name="(?:csrfmiddlewaretoken|form_token)" value)="[^"]*"|nonce="[^"]*"'
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?<=\w):[0-9A-Za-z]{6}:[\w-]{43}"  # the moment and the signature of what Django signed
)


def plain(text: str) -> str:
    """Fold a text so that a secret is found however it was written: entities, escapes, widths, thousands."""
    folded = unicodedata.normalize("NFKC", html.unescape(unquote(text)))
    return _THOUSANDS.sub("", folded)


def body_of(response: Any) -> bytes:
    """Return the content, a workbook's parts one after the other."""
    if not hasattr(response, "walked_body"):  # a stream runs once
        response.walked_body = b"".join(response.streaming_content) if response.streaming else response.content
    content: bytes = response.walked_body
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"\n".join(book.read(name) for name in book.namelist() if not name.startswith("docProps/"))


def said(response: Any) -> str:
    """Return status, headers, cookies and content."""
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    cookies = response.cookies.output()
    return f"{response.status_code}\n{head}\n{cookies}\n{body_of(response).decode('utf-8', 'replace')}"


def lasting(response: Any) -> str:
    """Return the answer without what is new in each, to compare two of them."""
    # Tokens, moments, and a policy in any order.
    passing = {"Content-Length", "Content-Security-Policy", "Expires", "Last-Modified", "Set-Cookie"}
    kept = {name: value for name, value in response.headers.items() if name not in passing}
    body = body_of(response).decode("utf-8", "replace")
    return _NEW_EACH_TIME.sub("", f"{response.status_code}\n{sorted(kept.items())}\n{body}")


def difference(first: str, second: str) -> str:
    """Return the lines in which two answers differ, shortened."""
    lines = difflib.unified_diff(first.splitlines(), second.splitlines(), lineterm="", n=0)
    return " | ".join(line[:160] for line in list(lines)[3:9])


def cached() -> str:
    """Return all that the cache holds, keys and values."""
    store: dict[str, bytes] = getattr(cache, "_cache", {})
    return "\n".join(f"{key} {value.decode('utf-8', 'replace')}" for key, value in store.items())


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self.setFormatter(logs.formatter(readable=False))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def log_lines() -> Iterator[list[str]]:
    """Collect the lines that would reach the log."""
    handler = _Lines()
    logging.getLogger().addHandler(handler)
    try:
        yield handler.lines
    finally:
        logging.getLogger().removeHandler(handler)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        seen = {name: value or "" for name, value in attrs}
        name = seen.get("name", "")
        if tag == "input" and name and (seen.get("type") not in {"checkbox", "radio"} or "checked" in seen):
            self.fields.setdefault(name, seen.get("value", ""))
        elif tag == "textarea" and name:
            self._area = name
            self.fields.setdefault(name, "")
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select and "selected" in seen:
            self.fields[self._select] = seen.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data


def form_fields(response: Any) -> dict[str, str]:
    """Return what the page's forms would send if their buttons were pressed."""
    if "html" not in response.get("Content-Type", ""):
        return {}
    forms = _Forms()
    forms.feed(body_of(response).decode("utf-8", "replace"))
    forms.fields.pop("csrfmiddlewaretoken", None)
    return forms.fields
