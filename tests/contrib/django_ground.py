"""Django in the process of the tests, over a database file of its own."""

from __future__ import annotations

import atexit
import os
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

SETTINGS = "tests.contrib.django_settings"


@cache
def django_is_set_up() -> Path:
    """Set Django up, once for a process, and make its tables; returns its folder.

    Processes that this one starts find the same folder in their environment.
    """
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    made = "SITE_FOLDER" not in os.environ
    if made:
        os.environ["SITE_FOLDER"] = mkdtemp(prefix="podio-django-")
        atexit.register(rmtree, os.environ["SITE_FOLDER"], ignore_errors=True)
    django.setup()
    if made:
        call_command("migrate", verbosity=0)
    return Path(os.environ["SITE_FOLDER"])


@contextmanager
def one_more_database(name: str, entry: dict[str, object]) -> Generator[None]:
    """Have one more database for a while, with its tables."""
    from django.core.management import call_command
    from django.db import connections

    from podio.contrib.django.own_connection import (
        close_idle_connections,
        own_alias,
    )

    connections.settings[name] = entry
    connections.configure_settings(connections.settings)
    try:
        call_command("migrate", "podio", database=name, verbosity=0)
        yield
    finally:
        close_idle_connections(name)
        connections[name].close()
        del connections[name]
        for alias in (own_alias(name), name):
            del connections.settings[alias]
