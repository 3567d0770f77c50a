"""Point Django's own clock at business time, and keep security on the machine's.

Wagtail's scheduled publishing, ``auto_now`` and whatever else asks ``django.utils.timezone.now`` must agree with our
deadlines when the demonstration moves its clock. Sessions and the cache ask the same function, and a day's move would
sign everybody out: those modules get the real one. Signatures, CSRF, password links, cookies and rate limits ask
``time.time`` or ``datetime.now`` and are not touched.
"""

import datetime as dt
from functools import wraps
from importlib import import_module
from typing import Any

from django.utils import timezone

from commons.values import clock

machine_now = timezone.now

# The modules that must read the machine's time, and the name by which each knows it.
ON_MACHINE_TIME = {
    "django.contrib.sessions.backends.base": "timezone",
    "django.contrib.sessions.backends.db": "timezone",
    "django.core.cache.backends.db": "tz_now",
    "django.db.migrations.recorder": "now",
    "django.db.migrations.writer": "now",
    "allauth.account.managers": "timezone",
    "allauth.account.models": "timezone",
}


class _MachineTimezone:
    """``django.utils.timezone`` with the function that it had."""

    now = staticmethod(machine_now)

    def __getattr__(self, name: str) -> Any:
        return getattr(timezone, name)


@wraps(machine_now)  # a field default still reads django.utils.timezone.now in a migration
def business_now() -> dt.datetime:
    return clock.now().astimezone(dt.UTC)


def follow_business_time() -> None:
    """Replace the function. Early, before the modules are imported that take it by name."""
    timezone.now = business_now


def keep_security_on_machine_time() -> None:
    """Give the modules of ``ON_MACHINE_TIME`` the function that Django had."""
    for dotted, name in ON_MACHINE_TIME.items():
        setattr(import_module(dotted), name, _MachineTimezone() if name == "timezone" else machine_now)
