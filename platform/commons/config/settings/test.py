"""Settings of the tests. ``COMMONS_DATABASE_URL`` points them at the PostgreSQL of ``make services``."""

import os

from .base import *  # noqa: F403 - settings are layered
from .base import DATABASES, STORAGES, VAR
from .database import from_url

(VAR / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns of its absence

SECRET_KEY = "a-key-for-the-tests-alone"  # noqa: S105
DEMO_MODE = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", ".localhost", "testserver"]
HUB_ALIASES = ["127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DATABASES = {"default": from_url(url)} if (url := os.environ.get("COMMONS_DATABASE_URL")) else DATABASES
CELERY_BROKER_URL = "memory://"
