"""The press: a process that turns HTML into PDF and can do nothing else.

It runs apart from the site (``python -m commons.papers.press``) with limits on memory and time, without the site's
environment, without sockets, and reads no file but our own static ones and the fonts. One order after another comes by
standard input; standard output carries the answers, each a line of JSON and then the PDF.

``FontConfiguration`` is made once: one a paper would cost half again the time, and memory that never comes back.
"""

import base64
import json
import os
import re
import resource
import select
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

BASE = "https://own.invalid/"  # what a relative address in a paper starts from; nothing is ever fetched from it
IDLE_SECONDS = 300
MOST_PICTURE = 200_000  # bytes of a picture that stands in the paper itself
_PICTURE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")
_TYPES = {".css": "text/css", ".png": "image/png", ".svg": "image/svg+xml"}


class Refused(Exception):
    """An address that papers may not reach."""


def own_file(url: str, folders: list[Path]) -> Path:
    """Return the static file behind ``url``; raise ``Refused`` for whatever is not in ``folders``."""
    if not url.startswith(BASE):
        raise Refused(url[:200])
    path = unquote(urlsplit(url).path).lstrip("/")
    for folder in folders:
        root = folder.resolve()
        file = (root / path).resolve()
        if file.is_relative_to(root) and file.is_file() and file.suffix in _TYPES:
            return file
    raise Refused(url[:200])


def embedded(url: str) -> bytes:
    """Return the picture that a ``data:`` address holds; raise ``Refused`` unless it is a small PNG."""
    match = _PICTURE.fullmatch(url)
    if match is None or len(url) > MOST_PICTURE:
        raise Refused(url[:60])
    return base64.b64decode(match[1])


def fetcher(folders: list[Path], refusals: list[str]) -> Any:
    """Return what WeasyPrint fetches by. A refusal ends the paper: WeasyPrint alone would only leave a hole in it.

    Each is written down as well, for what draws SVG catches every exception there is.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            try:
                if url.startswith("data:"):
                    return URLFetcherResponse(url, embedded(url), _headed("image/png"))
                file = own_file(url, folders)
                return URLFetcherResponse(url, file.read_bytes(), _headed(_TYPES[file.suffix]))
            except Refused as refused:
                refusals.append(str(refused))
                raise FatalURLFetchingError(str(refused)) from None

    return OwnFiles(allowed_protocols={"https", "data"}, allow_redirects=False, fail_on_errors=True)


def _headed(content_type: str) -> EmailMessage:
    headers = EmailMessage()
    headers["Content-Type"] = content_type
    return headers


OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/ua-1"}  # tagged, so that a screen reader reads a paper too


class Press:
    """WeasyPrint, warm."""

    def __init__(self) -> None:
        from weasyprint.text.fonts import FontConfiguration

        self._fonts = FontConfiguration()

    def print(self, html: str, folders: list[Path], most_pages: int) -> tuple[bytes, int]:
        """Return the PDF and the number of its pages."""
        from weasyprint import HTML

        refusals: list[str] = []
        document = HTML(string=html, base_url=BASE, url_fetcher=fetcher(folders, refusals)).render(
            font_config=self._fonts, **OPTIONS
        )
        pages = len(document.pages)
        if pages > most_pages:
            raise MemoryError
        pdf: bytes = document.write_pdf(**OPTIONS)
        if refusals:
            raise Refused(refusals[0])
        return pdf, pages


def answer(press: Press, order: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Do one order; say how it went."""
    from weasyprint.urls import FatalURLFetchingError

    _limit_time(order["seconds"])
    try:
        pdf, pages = press.print(order["html"], [Path(folder) for folder in order["folders"]], order["pages"])
    except (
        Refused,
        FatalURLFetchingError,
    ) as refused:  # a BaseException: "except Exception" lets it through
        return {"outcome": "refused", "url": str(refused)}, b""
    except (MemoryError, RecursionError):
        return {"outcome": "too large"}, b""
    except Exception as fault:  # whatever a layout may meet; its message could quote a person
        return {"outcome": "failed", "fault": type(fault).__qualname__}, b""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"outcome": "printed", "pages": pages, "peak": peak}, pdf


def _limit_time(seconds: int) -> None:
    """Let the next order take so many seconds of the processor: a second wall, behind the site's own watch."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _shut_the_doors(megabytes: int) -> None:
    """Limit memory, and refuse sockets and programs to everything that runs here."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def refuse(event: str, _arguments: Any) -> None:
        if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork")):
            raise PermissionError(event)

    sys.addaudithook(refuse)


def _wait_for_order(orders: BinaryIO) -> dict[str, Any] | None:
    """Return the next order, or ``None`` when the site has gone or asked for nothing for long."""
    ready, _, _ = select.select([orders], [], [], IDLE_SECONDS)
    line = orders.readline() if ready else b""
    return json.loads(line) if line else None


def main() -> int:
    """Serve orders until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand among the answers
    try:
        press = Press()
    except OSError as fault:  # Pango is absent
        answers.write(json.dumps({"outcome": "absent", "fault": str(fault)[:200]}).encode() + b"\n")
        answers.flush()
        return 1
    answers.write(json.dumps({"outcome": "ready"}).encode() + b"\n")
    answers.flush()
    _shut_the_doors(int(sys.argv[1]))
    orders = os.fdopen(0, "rb")  # its buffer is empty whenever select() is asked: an order follows its answer
    while (order := _wait_for_order(orders)) is not None:
        told, pdf = answer(press, order)
        answers.write(json.dumps(told | {"size": len(pdf)}).encode() + b"\n" + pdf)
        answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
