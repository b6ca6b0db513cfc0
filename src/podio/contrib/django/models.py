"""The table of sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

if TYPE_CHECKING:
    from datetime import datetime

TABLE = "podio_storedsession"


class StoredSession(models.Model):
    """A session, or only its lock while somebody is signing in.

    Attributes:
        name: The SHA-256 of the label: some databases take `a` and `A` for one.
        label: Whose session it is, for people: address, API client and key.
        entry: The session as JSON; empty where there is none. It holds secrets.
        version: The session's version.
        lease_owner: Who has the lock; empty if nobody has.
        lease_until: When the lock is free again, by the database's clock.
        changed_at: When the session was last stored.
    """

    name: models.CharField[str, str] = models.CharField(max_length=64, primary_key=True)
    label: models.CharField[str, str] = models.CharField(max_length=200)
    entry: models.TextField[str, str] = models.TextField(blank=True, default="")
    version: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    lease_owner: models.CharField[str, str] = models.CharField(
        max_length=32, blank=True, default=""
    )
    lease_until: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    changed_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[StoredSession]] = models.Manager()

    class Meta:
        """Names shown in the admin."""

        db_table = TABLE
        verbose_name = "Podio session"

    def __str__(self) -> str:
        """Show whose it is."""
        return self.label
