"""The yardstick beside E: the logged-in empty page of a plain Django project, with the middlewares that `startproject` writes.

Sessions and accounts stand in a database of its own on the same server, connections stay open as they do in the house. As a program it
makes its tables and one account, and prints the key of a session.
"""

from __future__ import annotations

import os
from typing import Any

import django
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from benchmarks.client import EMPTY
from benchmarks.house import module
from keukentafel.config import postgres

ADDRESS = "PLAIN_DATABASE_URL"
TEXT = "<!DOCTYPE html><html lang=nl><title>leeg</title><p>{{ user.username }}</p></html>"
BACKEND = "django.contrib.auth.backends.ModelBackend"

settings.configure(
    SECRET_KEY="x" * 50,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="benchmarks.plain_app",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
                "loaders": [("django.template.loaders.locmem.Loader", {"leeg.html": TEXT})],
            },
        },
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            **postgres.django_database(os.environ[ADDRESS]),
            "CONN_MAX_AGE": 600,
        },
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)


def empty(request: Any) -> HttpResponse:
    """The logged-in empty page."""
    return render(request, "leeg.html")


urlpatterns = [path(EMPTY.lstrip("/"), empty)]


def prepare() -> str:
    """Make the tables and an account; answers the key of its session."""
    call_command("migrate", verbosity=0)
    user = module("django.contrib.auth.models").User.objects.create_user("leeg")
    session = module("django.contrib.sessions.backends.db").SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    django.setup()
    print(prepare())
else:
    application = get_wsgi_application()
