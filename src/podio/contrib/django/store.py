"""Keeps a session in a table of Django's database."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import SynchronousOnlyOperation
from django.db import Error, IntegrityError, ProgrammingError
from django.db.models import Q
from django.db.models.functions import Now

from podio.contrib.django.own_connection import own_alias, own_connection
from podio.errors import (
    ConfigurationError,
    PodioError,
    StoreCorruptError,
    StoreError,
    StoreUnavailableError,
)
from podio.stores.ground.session_name import SessionName
from podio.stores.ground.stored_text import session_in, text_of

try:
    from podio.contrib.django.models import TABLE, StoredSession
except RuntimeError as error:
    message = "add 'podio.contrib.django' to INSTALLED_APPS, and run manage.py migrate"
    raise ConfigurationError(message) from error

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from podio.core.session.oauth import PodioOAuth

T = TypeVar("T")
_ATTEMPTS = 5
_FREE = Q(lease_owner="") | Q(lease_until__lt=Now())


class DjangoAuthStore:
    """A session in a table of Django's database, for all who use that database (level 2).

    It has a connection of its own, in autocommit: `ATOMIC_REQUESTS` and transactions of the
    application do not roll back what it does. On SQLite one connection writes at a time: a
    transaction that is open in the same request keeps the store waiting (two seconds) and then
    unavailable, unless the file is in WAL mode and the transaction has only read. So use WAL, or
    a file of its own (`PODIO_DATABASE`); `manage.py check --database default` tells.

        podio = Podio(client_id, client_secret, DjangoAuthStore(f"user:{request.user.pk}"))
    """

    def __init__(self, key: str, *, using: str = "default") -> None:
        """Name the session.

        Args:
            key: Whose session it is, such as `user:42`.
            using: The database, by its name in `DATABASES`.

        Raises:
            ConfigurationError: There is no such database, or the key names nothing.
        """
        self._use(SessionName(key), using)

    def _use(self, name: SessionName, using: str) -> None:
        self._session = name
        self._using = using
        self._name = sha256(name.ground.encode()).hexdigest()
        own_alias(using)

    @property
    def key(self) -> str:
        """Whose session it is."""
        return self._session.key

    def bound_to(self, client_id: str, api_url: str) -> DjangoAuthStore:
        """Return the store for an API client: each has a session of its own."""
        return self._twin(self._session.bound_to(client_id, api_url))

    def for_key(self, key: str) -> DjangoAuthStore:
        """Return the store for another key."""
        return self._twin(self._session.with_key(key))

    def _twin(self, name: SessionName) -> DjangoAuthStore:
        twin = DjangoAuthStore(name.key, using=self._using)
        twin._use(name, self._using)
        return twin

    def get(self) -> PodioOAuth:
        """Return the session, an empty one where there is none.

        Raises:
            StoreCorruptError: The entry is no session; it stays until somebody signs in.
            StoreUnavailableError: The database cannot be read.
        """
        session, problem = session_in(self._done(_entry))
        if problem:
            message = f"{self!r}: {problem}"
            raise StoreCorruptError(message)
        return session

    def set(self, oauth: PodioOAuth) -> None:
        """Keep a session.

        Raises:
            StoreUnavailableError: The database cannot be written to; the old session stays.
        """
        self._done(lambda rows: self._written(rows, rows, oauth))

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        """Keep a session unless a newer one is there.

        Raises:
            StoreUnavailableError: The database cannot be written to; the old session stays.
        """
        return self._done(
            lambda rows: self._written(rows, rows.filter(version__lte=expected_version), oauth)
        )

    def delete(self) -> None:
        """Forget the session."""

        def remove(rows: QuerySet[StoredSession]) -> None:
            rows.update(entry="", version=0)
            _remove_idle(rows)

        self._done(remove)

    def lock(self, lease: float) -> str | None:
        """Take the lock; return None while it is taken."""
        owner = secrets.token_hex(16)

        def take(rows: QuerySet[StoredSession]) -> bool:
            # Those who wait ask often: reading does not hold up the one who writes.
            if rows.exclude(lease_owner="").filter(lease_until__gte=Now()).exists():
                return False
            if self._leased(rows, owner, lease):
                return True
            if rows.exists():
                return False
            self._add_row(rows)
            return self._leased(rows, owner, lease)

        return owner if self._done(take) else None

    def unlock(self, owner: str) -> bool:
        """Give the lock back; False if its lease had ended and somebody else took it."""

        def give_back(rows: QuerySet[StoredSession]) -> bool:
            mine = rows.filter(lease_owner=owner, lease_until__gte=Now())
            given_back = bool(owner) and mine.update(lease_owner="", lease_until=None) > 0
            _remove_idle(rows)
            return given_back

        return self._done(give_back)

    def close(self) -> None:
        """Do nothing: connections are closed after use, or kept for the next as Django's are."""

    def __repr__(self) -> str:
        """Show where the session is kept."""
        return f"DjangoAuthStore({self._session.key!r}, using={self._using!r})"

    def _written(
        self, rows: QuerySet[StoredSession], replaced: QuerySet[StoredSession], oauth: PodioOAuth
    ) -> bool:
        for _ in range(_ATTEMPTS):
            if replaced.update(entry=text_of(oauth), version=oauth.version, changed_at=Now()):
                return True
            if rows.exists():
                return False
            self._add_row(rows)
        raise StoreError(self._of_another_kind())

    def _leased(self, rows: QuerySet[StoredSession], owner: str, lease: float) -> bool:
        until = Now() + timedelta(seconds=lease)
        return rows.filter(_FREE).update(lease_owner=owner, lease_until=until) > 0

    def _add_row(self, rows: QuerySet[StoredSession]) -> None:
        row = StoredSession(name=self._name, label=self._session.ground)
        StoredSession.objects.using(rows.db).bulk_create([row], ignore_conflicts=True)

    def _done(self, work: Callable[[QuerySet[StoredSession]], T]) -> T:
        failure: PodioError
        try:
            with own_connection(self._using) as alias:
                return work(StoredSession.objects.using(alias).filter(name=self._name))
        except (Error, SynchronousOnlyOperation) as error:
            failure = self._explained(error)
        # Raised here, not above: the frames of Django and the driver have the entry.
        raise failure

    def _explained(self, error: Exception) -> PodioError:
        if isinstance(error, SynchronousOnlyOperation):
            return ConfigurationError(
                "this is a blocking call inside of an event loop: in an async view use AsyncPodio "
                "(apodio_for), or sync_to_async"
            )
        # Not its whole text: PostgreSQL quotes the row that it refuses.
        text = str(error).partition("\n")[0]
        missing = ("no such table", "no such column", "has no column")
        if isinstance(error, ProgrammingError | IntegrityError) or text.startswith(missing):
            return StoreError(self._of_another_kind())
        return StoreUnavailableError(
            f"{self!r}: the database does not answer ({type(error).__name__}: {text}); "
            "the session in memory is untouched and is saved again later"
        )

    def _of_another_kind(self) -> str:
        return (
            f"{self!r}: the table {TABLE} is missing, or not the one of this version of "
            f"podio-sdk: run manage.py migrate podio --database {self._using}"
        )


def _entry(rows: QuerySet[StoredSession]) -> str | None:
    return rows.values_list("entry", flat=True).first() or None


def _remove_idle(rows: QuerySet[StoredSession]) -> None:
    """Remove a row that has neither a session nor a lock, or only one that has ended."""
    idle = rows.filter(_FREE, entry="")
    if idle.exists():
        idle.delete()
