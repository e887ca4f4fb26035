"""Django's settings: one file for desk, tests and production; everything that differs comes from the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from keukentafel.config import postgres
from keukentafel.config.environment import DatabaseRole, Mode, read_environment
from keukentafel.config.secrets import secret

ENVIRONMENT = read_environment(os.environ)
PRODUCTION = ENVIRONMENT.mode is Mode.PRODUCTION
TESTING = ENVIRONMENT.mode is Mode.TEST
DATA = ENVIRONMENT.data
PACKAGE = Path(__file__).resolve().parents[1]

DEBUG = ENVIRONMENT.debug
SECRET_KEY = secret("KEUKENTAFEL_SECRET_KEY", variables=os.environ, folder=DATA / "keys")
PSEUDONYM_KEY = secret("KEUKENTAFEL_PSEUDONYM_KEY", variables=os.environ, folder=DATA / "keys")
ALLOWED_HOSTS = [*ENVIRONMENT.hosts, *(["testserver"] if TESTING else [])]

ROOMS = (
    "platform.accounts",
    "platform.clock",
    "platform.events",
    "platform.audit",
    "platform.jobs",
    "platform.documents",
    "platform.privacy",
    "people",
    "socialmap",
    "backoffice.contracts",
    "backoffice.berichten",
    "backoffice.toewijzingen",
    "backoffice.verzoeken",
    "backoffice.declaraties",
    "backoffice.budgets",
    "casework",
    "monitor",
    "web",
    "demo",
)
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *(f"keukentafel.{room}" for room in ROOMS if (PACKAGE / room.replace(".", "/") / "apps.py").exists()),
    *(["keukentafel.config"] if (PACKAGE / "wiring.py").exists() else []),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "keukentafel.config.headers.PermissionsPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "keukentafel.config.idle.IdleLimit",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "keukentafel.web.middleware.ActorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "keukentafel.config.urls"
WSGI_APPLICATION = "keukentafel.config.wsgi.application"
# The web room stands in front of the third-party apps, so that its pages for logging in replace theirs.
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "keukentafel.web.context.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database: plain role for all that runs, owner for migrations only.
_server = postgres.locate(DATA)
OWNER_URL = ENVIRONMENT.owner_url or ("" if ENVIRONMENT.database_url else _server.owner_dsn)
APP_URL = ENVIRONMENT.database_url or _server.app_dsn
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "keukentafel.config.database",
        **postgres.django_database(OWNER_URL if ENVIRONMENT.role is DatabaseRole.OWNER else APP_URL),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    },
}
APP_ROLE = postgres.django_database(APP_URL)["USER"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# Language and time.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# Static files: hashed names in use, plain names in tests (no collecting there).
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA / "files"

# People and sessions.
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["keukentafel.config.login.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "keukentafel.web.login.account_adapter"
ACCOUNT_FORMS = {
    "login": "keukentafel.web.login.login_form",
    "change_password": "keukentafel.web.login.change_password_form",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "gebruikersnaam"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = False if TESTING else {}
MFA_ADAPTER = "keukentafel.web.login.second_step_adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Keukentafel"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
SESSION_ENGINE = "keukentafel.config.sessions"
SESSION_COOKIE_NAME = "keukentafel"
SESSION_COOKIE_AGE = 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SAMESITE = "Lax"

# What the browser may do.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [SELF],
        "object-src": [NONE],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Whether a host name goes on the browsers' preload list is for the municipality to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
