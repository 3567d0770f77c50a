"""Settings that every environment shares."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from commons.config.logs import logging_to_stderr

SOURCE_ROOT = Path(__file__).resolve().parents[2]  # platform/commons, or commons in an installed wheel
VAR = Path(os.environ.get("COMMONS_VAR", Path.cwd() / ".var")).resolve()  # what a run leaves behind

DEBUG = False
DEMO_MODE = False
REFUSES_UNSAFE_STARTS = False  # production's does: commons.config.safety
SECRET_KEY = "insecure-until-an-environment-sets-it"  # noqa: S105 - production refuses to start with it
ALLOWED_HOSTS: list[str] = []
HUB_HOST = "localhost"
HUB_ALIASES: list[str] = []  # other names of the hub's host

INSTALLED_APPS = [
    "commons.config",
    "commons.demo",
    "commons.desk",
    "commons.content",
    "commons.lists",
    "commons.papers",
    "commons.lifecycle",
    "commons.notifications",
    "commons.accounts",
    "commons.jobs",
    "commons.files",
    "commons.events",
    "commons.contracts",
    "commons.audit",
    "commons.tenancy",
    "commons.design",
    "commons.values",
    "procurement",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "wagtail.search",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "commons.config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "commons.content.hosts.HostMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "commons.design.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "commons.accounts.middleware.ScopeMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "commons.config.urls"
WSGI_APPLICATION = "commons.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "commons.accounts.context.acting",
                "commons.desk.context.doors",
                "commons.desk.context.own_approvals",
                "commons.desk.context.notices",
                "commons.demo.context.demo_bar",
            ],
        },
    }
]
FORM_RENDERER = "commons.design.forms.FormRenderer"

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR / "db.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR / "cache"}
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",  # allauth's beside it would only hash twice
    "commons.content.admin.access.AdminBackend",  # signs nobody in: it lets editors into /cms/
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "kana", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "desk:home"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60

ACCOUNT_ADAPTER = "commons.accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "commons.accounts.forms.SignInForm",
    "reset_password": "commons.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "commons.accounts.forms.NewPasswordForm",
    "change_password": "commons.accounts.forms.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]  # sign-up is closed; allauth checks it all the same
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # administrators enter the addresses
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an unknown address gets no mail, and the page says the same
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a path
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {  # per account; never per address: a whole municipality shares one
    "login": None,
    "login_failed": "5/5m/key",
    "reset_password": "5/15m/key",
    "reset_password_from_key": None,
    "change_password": "5/m/user",
}
COMMONS_RATE_LIMITS = {
    "export": {"account": "30/10m", "organisation": "200/10m", "visitors": "200/10m"},
    "paper": {"account": "120/10m", "organisation": "1000/10m", "visitors": "200/10m"},
    "verify": {"account": "60/10m", "organisation": "300/10m", "visitors": "300/10m"},
}

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [SOURCE_ROOT / "locale_overlay"]  # Japanese for packages that bring none; it goes before all others
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "commons.files.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

WAGTAIL_SITE_NAME = "東京コモンズ"
WAGTAILADMIN_BASE_URL = f"http://localhost:{os.environ.get('PORT') or 8000}"  # the port that is served
WAGTAILIMAGES_IMAGE_MODEL = "files.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "files.Document"
WAGTAILIMAGES_IMAGE_FORM_BASE = "commons.files.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]  # SVG runs scripts
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # of a picture, or of all frames of an animation
# Nothing with macros.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "jpg", "jpeg", "pdf", "png", "pptx", "txt", "xlsx", "zip"]
# Finds inside Japanese words.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database.fallback"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "commons.content.finishing.publish_approved"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/cms/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "commons.accounts.views.stale_page.csrf_failure"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
CONTACT = {"mail": "support@tokyo-commons.example", "telephone": "03-0000-0000"}  # how people reach the hub
DEFAULT_FROM_EMAIL = "no-reply@tokyo-commons.example"

CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "filesystem://")  # a folder in VAR; redis:// in production
EVENTS_NUDGE_SECONDS = 3.0  # how often beat has the outbox looked at
JOBS_NUDGE_SECONDS = 10.0  # and the jobs: a start nudges by itself, beat brings what was lost
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # see commons.config.logs for what a line may tell
DJANGO_STRUCTLOG_USER_ID_FIELD = ""
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10  # DEBUG: the line of the end says all
LOGGING = logging_to_stderr(readable=True)
