"""Podio in Django: an app with the stores, the client of a request, and the sign-in pages.

Names are imported when they are first asked for: Django's models need its apps to be loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio._lazy import lazy_names

if TYPE_CHECKING:
    from podio.contrib.django.cache_store import DjangoCacheAuthStore
    from podio.contrib.django.clients import apodio_for, podio_for
    from podio.contrib.django.store import DjangoAuthStore

_WHERE = {
    "DjangoAuthStore": "store",
    "DjangoCacheAuthStore": "cache_store",
    "apodio_for": "clients",
    "podio_for": "clients",
}

__all__ = ["DjangoAuthStore", "DjangoCacheAuthStore", "apodio_for", "podio_for"]

__getattr__, __dir__ = lazy_names(__name__, _WHERE)
