"""Settings of the Django site of the tests; the rest of it is in `django_site`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ.get("SITE_FOLDER", "."))

SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
DEBUG = bool(os.environ.get("SITE_DEBUG"))
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "podio.contrib.django",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "podio.contrib.django.middleware.podio_middleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES: dict[str, dict[str, Any]] = {
    "default": json.loads(os.environ["SITE_DATABASE"])
    if "SITE_DATABASE" in os.environ
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(FOLDER / "site.sqlite3"),
        "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL"},
    }
}
DATABASES["default"]["ATOMIC_REQUESTS"] = True
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "database": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cached"},
    "dummy": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "files": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(FOLDER / "cache"),
    },
    "redis": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": os.environ.get("SITE_REDIS", "redis://127.0.0.1:1"),
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
ROOT_URLCONF = "tests.contrib.django_site"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if "SITE_ENCRYPTED" in os.environ:
    PODIO_AUTH_STORE = "tests.contrib.django_site.in_the_table"
PODIO_CLIENT_ID = os.environ.get("PODIO_CLIENT_ID", "podio-sandbox-demo")
PODIO_CLIENT_SECRET = os.environ.get("PODIO_CLIENT_SECRET", "not the real one")
PODIO_API_URL = os.environ.get("PODIO_API_URL", "http://127.0.0.1:1")
