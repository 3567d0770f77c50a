"""Settings of a developer's machine, and of the demonstration when COMMONS_DEMO=1."""

import os

from commons.config.logs import logging_to_stderr

from .base import *  # noqa: F403 - settings are layered
from .base import STORAGES, VAR

(VAR / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns of its absence

DEBUG = os.environ.get("COMMONS_DEBUG", "1") == "1"
DEMO_MODE = os.environ.get("COMMONS_DEMO", "0") == "1"
SECRET_KEY = "a-developers-key-that-production-refuses"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", ".localhost"]
HUB_ALIASES = ["127.0.0.1"]
if DEBUG:
    STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
else:
    LOGGING = logging_to_stderr(readable=True, level="WARNING")  # the demonstration prints its address, then is quiet
