"""Django in the process of the tests, over a database file of its own."""

from __future__ import annotations

import atexit
import os
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

SETTINGS = "tests.contrib.django_settings"


@cache
def django_is_set_up() -> Path:
    """Set Django up, once for a process, and make its tables; returns its folder."""
    import django  # noqa: PLC0415 -- its settings are read when it is imported
    from django.core.management import call_command  # noqa: PLC0415

    folder = Path(os.environ.setdefault("SITE_FOLDER", mkdtemp(prefix="podio-django-")))
    atexit.register(rmtree, folder, ignore_errors=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    call_command("migrate", verbosity=0)
    return folder
