"""Settings of the stage: the product's, with a work and a folder of its own."""

from commons.config.settings.base import DATABASES, INSTALLED_APPS, VAR
from commons.config.settings.test import *  # noqa: F403 - settings are layered

INSTALLED_APPS = [*INSTALLED_APPS, "tests.commons.jobs.stage"]
DATABASES = {"default": DATABASES["default"] | {"NAME": VAR / "db.sqlite3"}}
CELERY_BROKER_URL = "filesystem://"
JOBS_NUDGE_SECONDS = 0.5
