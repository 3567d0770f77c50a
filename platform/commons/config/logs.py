"""Log lines that help the operator and tell nothing about anybody.

A line carries the request's number, what was done, how it ended and how long it took. Who did and saw what stands in
the audit log, where walls and retention hold; a log file is copied, grepped and mailed.
"""

import re
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from django.dispatch import receiver
from django.http import HttpRequest
from django_structlog import signals
from structlog.typing import EventDict, Processor, WrappedLogger

# Keys that libraries add on their own. "error" and "exception" hold messages, and a database's message quotes values.
_PERSONAL = frozenset({"ip", "user_agent", "user_id", "error", "exception", "email", "stack", "positional_args"})
_MAIL = re.compile(r"[\w.+%\-]+@[\w\-]+(?:\.[\w\-]+)+")
_ROOT = str(Path(__file__).resolve().parents[2])


def without_persons(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Drop what names a person, and blot out mail addresses in what is left."""
    for key in _PERSONAL & event.keys():
        del event[key]
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _MAIL.sub("…@…", value)
    return event


def without_messages_of_faults(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Say where a fault arose and of which kind it is, not what it says: it may quote what somebody typed."""
    fault = event.pop("exc_info", None)
    if fault is True:
        fault = sys.exc_info()
    elif isinstance(fault, BaseException):
        fault = (type(fault), fault, fault.__traceback__)
    if fault and fault[0]:
        event["fault"] = f"{fault[0].__module__}.{fault[0].__qualname__}"
        event["at"] = _places(fault[2])
    return event


def _places(traceback: TracebackType | None) -> list[str]:
    places = []
    while traceback:
        code = traceback.tb_frame.f_code
        places.append(f"{code.co_filename.removeprefix(_ROOT)}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return places[-12:]


_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_CLEANING: list[Processor] = [without_messages_of_faults, without_persons]


def formatter(*, readable: bool) -> structlog.stdlib.ProcessorFormatter:
    """Make the formatter of every line, ours and the libraries': JSON, or columns for a developer's eye."""
    renderer: Processor = structlog.dev.ConsoleRenderer(colors=False) if readable else _json
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_CLEANING, renderer],
    )


_json = structlog.processors.JSONRenderer(ensure_ascii=False, default=str)


def logging_to_stderr(*, readable: bool, level: str = "INFO") -> dict[str, Any]:
    """Return Django's LOGGING."""
    silent = {"handlers": ["none"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter, "readable": readable}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
            "none": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True, "level": "INFO"},  # Django's default would mail the admins
            # These say a second time, with path or message, what a cleaned line says already.
            "django.request": silent,
            "django.security.csrf": silent,
            "celery.app.trace": silent,
            "kombu.connection": {"level": "ERROR"},  # a folder as broker has no host, and need not be told so
        },
    }


def configure() -> None:
    """Send structlog's own lines through the standard library, so that one formatter cleans all."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


@receiver(signals.bind_extra_request_metadata)
def _begin(request: HttpRequest, log_kwargs: dict[str, Any], **kwargs: Any) -> None:
    """Start the watch, and keep the path out of the first line: no route is known yet."""
    request.began = time.monotonic()  # type: ignore[attr-defined]  # read below
    log_kwargs["request"] = _route(request)


@receiver([signals.bind_extra_request_finished_metadata, signals.bind_extra_request_failed_metadata])
def _end(request: HttpRequest, log_kwargs: dict[str, Any], **kwargs: Any) -> None:
    """Put the route in the path's place: a path may hold a token, and a query what somebody looked for."""
    log_kwargs["request"] = _route(request)
    log_kwargs["milliseconds"] = round((time.monotonic() - getattr(request, "began", time.monotonic())) * 1000)


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return f"{request.method} /{match.route}" if match else f"{request.method} (no route)"
