"""Hand papers to the press, watch it, and replace it when it is worn or stuck."""

import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import structlog
from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext_lazy as _

import commons
from commons.contracts import domains
from commons.values.refusals import Refusal

from . import fonts, press

SECONDS = 60  # for one paper
GRACE = 5.0  # for a press that closed its pipe to be gone
START_SECONDS = 60  # for the press itself, on a busy machine
MEGABYTES = 1024  # of address space; WeasyPrint with our fonts takes 150 of memory
MOST_PAGES = 500
MOST_HTML = 20_000_000  # characters
WORN_AFTER = 200  # papers
WORN_FROM = 500  # megabytes of memory at the peak

_NOT_BY_THE_PAPER = {0, -signal.SIGKILL}  # the press had gone idle, or somebody killed it: worth another try

log = structlog.get_logger(__name__)


class TooLarge(Refusal):
    """The paper needs more time, memory or pages than a paper may."""

    message = _("This paper is too large to be printed in one piece. Divide it, or export the list as a file instead.")


class CannotPrint(Refusal):
    """Papers cannot be printed here now: fonts or libraries are absent, or the press failed."""

    message = _("Papers cannot be printed at the moment. Nothing was lost; please tell the hub and try again later.")


@dataclass(frozen=True)
class Printed:
    """A PDF."""

    content: bytes
    pages: int


class _Worn(Exception):
    """The press has ended, or was ended."""


class Pressman:
    """One press a process of the site; orders wait for each other. Safe among threads, and after a fork."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._started_by = 0
        self._printed = 0

    def print(self, html: str) -> Printed:
        """Print ``html``; raise ``TooLarge`` or ``CannotPrint`` with a sentence for the clerk."""
        if len(html) > MOST_HTML:
            raise TooLarge
        if not fonts.faces():
            log.error("papers_lack_fonts")
            raise CannotPrint
        with self._lock:
            return self._print(html)

    def stop(self) -> None:
        """End the press; the next paper starts another."""
        with self._lock:
            self._end()

    @property
    def pid(self) -> int | None:
        """Return the press's process id, for tests and measures."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def _print(self, html: str) -> Printed:
        told, content = self._order(html, again=True)
        outcome = told["outcome"]
        if outcome == "printed":
            self._printed += 1
            if self._printed >= WORN_AFTER or told["peak"] >= WORN_FROM:
                self._end()
            return Printed(content, told["pages"])
        if outcome == "too large":
            self._end()
            raise TooLarge
        log.error("paper_not_printed", outcome=outcome, fault=told.get("fault"), url=told.get("url"))
        raise CannotPrint

    def _order(self, html: str, *, again: bool) -> tuple[dict[str, Any], bytes]:
        """Send an order and read its answer. A press that had gone idle meanwhile is started once more."""
        fresh = self._ensure()
        order = {"html": html, "folders": own_folders(), "seconds": SECONDS, "pages": MOST_PAGES}
        try:
            self._send(json.dumps(order).encode() + b"\n")
        except (OSError, _Worn):
            self._end()
            if fresh or not again:
                raise CannotPrint from None
            return self._order(html, again=False)
        try:
            reader = _Reader(self._pipe(), SECONDS)
            told = json.loads(reader.line())
            return told, reader.exactly(told["size"])
        except (_Worn, TimeoutError) as fault:
            ended = self._end(patience=GRACE if isinstance(fault, _Worn) else 0.0)
            log.warning("press_ended", fault=type(fault).__qualname__, status=ended)
            if ended in _NOT_BY_THE_PAPER and again and not fresh:
                return self._order(html, again=False)
            raise TooLarge from None  # a limit ended it: of time, of the processor, of memory past Python's reach

    def _ensure(self) -> bool:
        """Have a press running; tell whether it is a fresh one."""
        if self._process is not None and self._started_by != os.getpid():
            self._process = None  # the parent's: a fork must not share its pipes
        if self._process is not None and self._process.poll() is None:
            return False
        self._end()
        self._process = subprocess.Popen(  # noqa: S603 - our own module by our own interpreter
            [sys.executable, "-m", press.__name__, str(MEGABYTES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # WeasyPrint's warnings may quote what a paper says
            env=_environment(),
            cwd="/",
            start_new_session=True,  # Ctrl-C reaches the site, which then closes the pipe
        )
        self._started_by, self._printed = os.getpid(), 0
        try:
            told = json.loads(_Reader(self._pipe(), START_SECONDS).line())
        except (_Worn, TimeoutError):
            told = {"outcome": "did not start"}
        if told["outcome"] != "ready":
            log.error("press_not_started", outcome=told["outcome"], fault=told.get("fault"))
            self._end()
            raise CannotPrint
        return True

    def _send(self, message: bytes) -> None:
        """Write within the time limit: a stuck press must not keep us by a full pipe."""
        process = self._process
        if process is None or process.stdin is None:
            raise _Worn
        watch = threading.Timer(SECONDS, process.kill)
        watch.start()
        try:
            process.stdin.write(message)
            process.stdin.flush()
        finally:
            watch.cancel()

    def _pipe(self) -> int:
        if self._process is None or self._process.stdout is None:
            raise _Worn
        return self._process.stdout.fileno()

    def _end(self, *, patience: float = 0.0) -> int | None:
        """End the press; return the status with which it ended by itself, within ``patience`` seconds."""
        process, self._process = self._process, None
        if process is None:
            return None
        status: int | None = None
        try:
            status = process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:  # what could not be written any more
                    continue
        return status


class _Reader:
    """Read answers from a pipe until a moment on the machine's monotonic clock."""

    def __init__(self, pipe: int, seconds: float) -> None:
        self._pipe = pipe
        self._ends = time.monotonic() + seconds
        self._left = b""

    def line(self) -> bytes:
        """Return what stands before the next line break."""
        while b"\n" not in self._left:
            self._left += self._more()
        line, _separator, self._left = self._left.partition(b"\n")
        return line

    def exactly(self, size: int) -> bytes:
        """Return so many bytes."""
        parts, length = [self._left], len(self._left)
        while length < size:
            parts.append(self._more())
            length += len(parts[-1])
        return b"".join(parts)

    def _more(self) -> bytes:
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._pipe, selectors.EVENT_READ)
            if not waiting.select(max(0.0, self._ends - time.monotonic())):
                raise TimeoutError
        if not (more := os.read(self._pipe, 1 << 20)):
            raise _Worn
        return more


def own_folders() -> list[str]:
    """List the static folders of the ground and of the houses: all that a paper may take from."""
    houses = {domain.label for domain in domains.registered()}
    own = [one for one in apps.get_app_configs() if one.name.startswith("commons.") or one.label in houses]
    return [str(folder) for one in own if (folder := Path(one.path) / "static").is_dir()]


def _environment() -> dict[str, str]:
    """Return the press's environment: no secret of the site's, and no font but the papers' own."""
    folder = Path(settings.VAR) / "papers"
    folder.mkdir(parents=True, exist_ok=True)
    configuration = folder / "fonts.conf"
    _write_if_new(configuration, _fonts_conf(folder))
    return {
        "PATH": os.defpath,
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(configuration),
        "PYTHONPATH": str(Path(commons.__file__).parents[1]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _fonts_conf(folder: Path) -> str:
    """Write fontconfig's file: the papers' faces and no other, for a missing one would be replaced by a serif."""
    directories = sorted({str(Path(face.file).parent) for face in fonts.faces()})
    accepted = directories + sorted({face.file for face in fonts.faces()})
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        + "".join(f"<dir>{escape(directory)}</dir>" for directory in directories)
        + f"<cachedir>{escape(str(folder / 'fontconfig'))}</cachedir>"
        + "<selectfont><rejectfont><glob>*</glob></rejectfont><acceptfont>"
        + "".join(f"<glob>{escape(path)}</glob>" for path in accepted)
        + "</acceptfont></selectfont></fontconfig>\n"
    )


def _write_if_new(file: Path, text: str) -> None:
    """Write by renaming: another process may be reading it."""
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return
    draft = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


pressman = Pressman()
