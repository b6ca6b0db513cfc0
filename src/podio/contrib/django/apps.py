"""The app: `INSTALLED_APPS += ["podio.contrib.django"]`."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.core.signals import setting_changed

from podio.contrib.django.checks import transactions_leave_room
from podio.contrib.django.own_connection import own_alias
from podio.contrib.django.settings import database, web_clients

if TYPE_CHECKING:
    from podio.contrib.web_clients import WebClients


class PodioConfig(AppConfig):
    """Holds what the requests of one process share."""

    name = "podio.contrib.django"
    label = "podio"
    verbose_name = "Podio"
    default_auto_field = "django.db.models.BigAutoField"
    _clients: WebClients | None = None

    def ready(self) -> None:
        """Make the store's connection known, so that test runners find it too."""
        self._guard = threading.Lock()
        own_alias(database())
        setting_changed.connect(self._forget)
        register(transactions_leave_room, Tags.database)

    def clients(self) -> WebClients:
        """Return what makes the client of each request, by the settings.

        Raises:
            ConfigurationError: A setting is missing, or cannot work.
        """
        clients = self._clients
        if clients is None:
            with self._guard:
                clients = self._clients = self._clients or web_clients()
        return clients

    def _forget(self, *, setting: str, **_: object) -> None:
        if setting.startswith("PODIO_"):
            self._clients = None
