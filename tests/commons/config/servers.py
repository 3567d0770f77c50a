"""A server's environment for tests, and the settings it leads to."""

import os
import runpy
from types import SimpleNamespace
from unittest import mock

from django.conf import global_settings

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "commons.config.settings.production",
    "COMMONS_SECRET_KEY": "k9-Zq4!vT7mXw2@pLr8#bNc5%yHj3^gFd6&sAe1*uKo0(iMz-and-more",
    "COMMONS_HUB_HOST": "commons.example",
    "COMMONS_HOSTS": "setagaya.commons.example, chofu.commons.example",
    "COMMONS_DATABASE_URL": "postgresql://app:secret@db.example/commons",
    "COMMONS_BROKER_URL": "redis://redis.example/0",
    "COMMONS_CACHE_URL": "redis://redis.example/1",
    "COMMONS_EMAIL_URL": "smtp://clerk:s%40cret@mail.example:587?tls=1",
    "COMMONS_MAIL_FROM": "no-reply@commons.example",
}


def environment(**changed: str) -> dict[str, str]:
    """Return a whole environment: this process's without anything of ours, then the complete server's, changed."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("COMMONS_", "CELERY_", "DJANGO_"))
    }
    return {**kept, "COMMONS_VAR": os.environ.get("COMMONS_VAR", ".var"), **COMPLETE, **changed}


def settings_of(**changed: str) -> SimpleNamespace:
    """Read production's settings from a complete environment with some variables changed."""
    with mock.patch.dict(os.environ, environment(**changed), clear=True):
        read = runpy.run_module("commons.config.settings.production")
    defaults = {name: getattr(global_settings, name) for name in dir(global_settings) if name.isupper()}
    return SimpleNamespace(**{**defaults, **{name: value for name, value in read.items() if name.isupper()}})
