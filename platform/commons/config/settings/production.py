"""Settings of a server, from its environment. ``commons.config.safety`` judges them before anything is served."""

import os
from pathlib import Path

from commons.config.logs import logging_to_stderr

from .base import *  # noqa: F403 - settings are layered
from .base import CACHES, CELERY_BROKER_URL, DATABASES, DEFAULT_FROM_EMAIL, SECRET_KEY
from .environment import Environment

_environment = Environment(os.environ)

REFUSES_UNSAFE_STARTS = True
DEBUG = _environment.flag("COMMONS_DEBUG")  # read in order to be refused: silence would hide the mistake
DEMO_MODE = _environment.flag("COMMONS_DEMO")
SECRET_KEY = _environment.text("COMMONS_SECRET_KEY") or SECRET_KEY
SECRET_KEY_FALLBACKS = _environment.listed("COMMONS_SECRET_KEY_FALLBACKS")  # the former keys, while they are replaced

HUB_HOST = _environment.text("COMMONS_HUB_HOST") or "localhost"
ALLOWED_HOSTS = [
    host for host in (_environment.text("COMMONS_HUB_HOST"), *_environment.listed("COMMONS_HOSTS")) if host
]
WAGTAILADMIN_BASE_URL = f"https://{HUB_HOST}"

DATABASES = {"default": _environment.database("COMMONS_DATABASE_URL", DATABASES["default"])}
CELERY_BROKER_URL = _environment.text("COMMONS_BROKER_URL") or CELERY_BROKER_URL
if _cache := _environment.text("COMMONS_CACHE_URL"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _cache}}
if _static := _environment.text("COMMONS_STATIC_ROOT"):
    STATIC_ROOT = Path(_static)  # the image brings them, compressed; what a run leaves behind lies elsewhere

DEFAULT_FROM_EMAIL = SERVER_EMAIL = _environment.text("COMMONS_MAIL_FROM") or DEFAULT_FROM_EMAIL
globals().update(_environment.mail("COMMONS_EMAIL_URL"))  # unset, the backend of trial stays and is refused

# One proxy stands before the site. It must set X-Forwarded-Proto itself and append to X-Forwarded-For.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = _environment.number("COMMONS_PROXIES", 1)
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = _environment.number("COMMONS_HSTS_SECONDS", 365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True  # asks for nothing by itself: a list is entered by hand

SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_NAME = "__Host-language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True

LOGGING = logging_to_stderr(readable=False)
UNREADABLE = _environment.unreadable
