"""Removes sessions that nobody can use any more: `manage.py podio_clear_sessions`."""

from __future__ import annotations

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db.models.functions import Now

from podio.contrib.django.models import StoredSession
from podio.contrib.django.settings import database
from podio.core.session.entry_format import REFRESH_TOKEN_SECONDS


class Command(BaseCommand):
    """Removes what people left behind who never logged out."""

    help = "Remove Podio sessions whose refresh token has ended (28 days after its last use)."

    def handle(self, *_: object, **__: object) -> None:
        """Remove them and say how many there were."""
        ended = Now() - timedelta(seconds=REFRESH_TOKEN_SECONDS)
        rows = StoredSession.objects.using(database()).filter(changed_at__lt=ended)
        removed, _by_table = rows.delete()
        self.stdout.write(f"Removed {removed} sessions.")
