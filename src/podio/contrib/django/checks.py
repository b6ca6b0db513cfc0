"""What `manage.py check --database default` says of the settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Warning  # noqa: A004 -- Django's own name
from django.db import connections

from podio.contrib.django.settings import database

if TYPE_CHECKING:
    from django.apps import AppConfig

_HINT = (
    "Put the file into WAL mode and leave transaction_mode at DEFERRED, or give the sessions a "
    "database of their own: PODIO_DATABASE."
)


def transactions_leave_room(
    *,
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001 -- Django's own
    databases: Sequence[str] | None = None,
    **_: Any,  # what Django may add
) -> list[CheckMessage]:
    """Warn where each request's transaction would keep the store from writing."""
    using = database()
    if using not in (databases or ()):
        return []
    settings = connections[using].settings_dict
    if connections[using].vendor != "sqlite" or not settings.get("ATOMIC_REQUESTS"):
        return []
    mode = str(settings.get("OPTIONS", {}).get("transaction_mode") or "DEFERRED").upper()
    if mode == "DEFERRED" and _is_wal(using):
        return []
    problem = (
        f"ATOMIC_REQUESTS on the SQLite database {using!r} keeps Podio sessions from being stored "
        "while a request runs."
    )
    return [Warning(problem, hint=_HINT, id="podio.W001")]


def _is_wal(using: str) -> bool:
    with connections[using].cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        found: Any = cursor.fetchone()
    return found is not None and str(found[0]).lower() == "wal"
