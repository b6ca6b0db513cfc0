"""One session in a database: the statements of each step, one of which is always enough."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from sqlalchemy import BigInteger, bindparam, delete, insert, null, or_, select, type_coerce, update

from podio.errors import StoreCorruptError, StoreError
from podio.stores.ground.stored_text import session_in, text_of
from podio.stores.sql.schema import EntryText, database_time, locks, sessions

if TYPE_CHECKING:
    from sqlalchemy import Executable

    from podio.core.session.oauth import PodioOAuth
    from podio.stores.ground.session_name import SessionName

log = logging.getLogger("podio.session")

T = TypeVar("T")

_ATTEMPTS = 20
"""How often a row may come and go between two statements before something else is wrong."""

_CLOCK_SET_BACK = 1.0
"""Seconds by which a lock may seem to come from the future before its clock counts as wrong."""


class Command(NamedTuple):
    """A statement with its values.

    The answer to a `select` is its first row or None; to anything else how many rows it changed:
    0 for a row that was to be new and is there already.
    """

    statement: Executable
    values: Mapping[str, object]


Steps: TypeAlias = Generator[Command, Any, T]

_ENTRY = bindparam("new_entry", type_=EntryText())
_VERSION = bindparam("new_version", type_=BigInteger())
_MINE = sessions.c.name == bindparam("of")
_MY_LOCK = locks.c.name == bindparam("of")

# Each statement is a transaction of its own. SQLite takes the write lock at the beginning of
# one that writes: what BEGIN IMMEDIATE is for where reading comes first.
_READ = select(sessions.c.version, type_coerce(sessions.c.entry, EntryText())).where(_MINE)
_REPLACE = update(sessions).where(_MINE).values(entry=_ENTRY, version=_VERSION)
_REPLACE_OLDER = _REPLACE.where(
    or_(sessions.c.version <= bindparam("expected"), sessions.c.entry.is_(None))
)
_BEGIN = insert(sessions).values(name=bindparam("of"), entry=_ENTRY, version=_VERSION)
_SET_ASIDE = (
    update(sessions)
    .where(_MINE, sessions.c.version == bindparam("seen"), sessions.c.entry.is_not(None))
    # In this order: MySQL assigns from left to right.
    .ordered_values(
        (sessions.c.set_aside, sessions.c.entry),
        (sessions.c.entry, null()),
        (sessions.c.version, 0),
    )
)
_DELETE = delete(sessions).where(_MINE)

_LEASE: dict[str, Any] = {
    "owner": bindparam("me"),
    "taken_at": database_time(),
    "ends_at": database_time() + bindparam("lease"),
}
_TAKE_OVER = (
    update(locks)
    .where(
        _MY_LOCK,
        or_(
            locks.c.ends_at <= database_time(),
            locks.c.taken_at > database_time() + _CLOCK_SET_BACK,
            locks.c.owner == bindparam("me"),
        ),
    )
    .values(_LEASE)
)
_TAKE = insert(locks).values(name=bindparam("of"), **_LEASE)
_GIVE_BACK = delete(locks).where(_MY_LOCK, locks.c.owner == bindparam("me"))


class SQLSession:
    """The steps of one session; they execute nothing themselves.

    Attributes:
        name: Which session.
    """

    def __init__(self, name: SessionName, where: str) -> None:
        """Take the session's name, and what its database is called in errors."""
        self.name = name
        self._where = where
        self._of = {"of": name.ground}

    def renamed(self, name: SessionName) -> SQLSession:
        """Return the steps of another session in the same database."""
        return SQLSession(name, self._where)

    def get(self) -> Steps[PodioOAuth]:
        """Read the session."""
        session, problem, version = yield from self._load()
        if problem:
            raise StoreCorruptError((yield from self._set_aside(problem, version)))
        return session

    def set(self, oauth: PodioOAuth) -> Steps[None]:
        """Store a session over whatever was there."""
        new = self._new(oauth)
        for _ in range(_ATTEMPTS):
            if (yield Command(_REPLACE, new)) or (yield Command(_BEGIN, new)):
                return
        raise self._refused()

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> Steps[bool]:
        """Store a session unless a newer one is there."""
        new = self._new(oauth)
        expecting = {**new, "expected": expected_version}
        for _ in range(_ATTEMPTS):
            if (yield Command(_REPLACE_OLDER, expecting)) or (yield Command(_BEGIN, new)):
                return True
            _, problem, version = yield from self._load()
            if not problem and version > expected_version:
                return False
            if problem:
                log.warning("%s", (yield from self._set_aside(problem, version)))
        raise self._refused()

    def delete(self) -> Steps[None]:
        """Remove the session, and what was set aside."""
        yield Command(_DELETE, self._of)

    def lock(self, lease: float) -> Steps[str | None]:
        """Take the lock, if nobody has it."""
        owner = secrets.token_hex(16)
        lasting = {**self._of, "me": owner, "lease": lease}
        if (yield Command(_TAKE_OVER, lasting)) or (yield Command(_TAKE, lasting)):
            return owner
        return None

    def unlock(self, owner: str) -> Steps[bool]:
        """Give the lock back, if it is still this owner's."""
        given_back = yield Command(_GIVE_BACK, {**self._of, "me": owner})
        return bool(given_back)

    def _new(self, oauth: PodioOAuth) -> dict[str, object]:
        return {**self._of, "new_entry": text_of(oauth), "new_version": oauth.version}

    def _refused(self) -> StoreError:
        message = (
            f"{self._where} takes no new row in podio_sessions: the table has a constraint that "
            "is not of this library"
        )
        return StoreError(message)

    def _load(self) -> Steps[tuple[PodioOAuth, str, int]]:
        row = yield Command(_READ, self._of)
        version, text = row or (0, None)
        session, problem = session_in(text)
        return session, problem, version

    def _set_aside(self, problem: str, version: int) -> Steps[str]:
        """Move an entry that is no session into a column of its own."""
        moved = yield Command(_SET_ASIDE, {**self._of, "seen": version})
        where = "what was there is now in set_aside" if moved else "it is gone already"
        return f"{self._where}, podio_sessions, name {self.name.ground}: {problem} ({where})"
