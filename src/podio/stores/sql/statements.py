"""One session in a database: the statements of each step, one of which is always enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import BigInteger, bindparam, delete, insert, null, or_, select, type_coerce, update

from podio.errors import StoreError
from podio.stores.keyed import Found
from podio.stores.sql.schema import EntryText, database_time, locks, sessions

if TYPE_CHECKING:
    from sqlalchemy import Executable

    from podio.stores.ground.both_ways import Steps
    from podio.stores.ground.session_name import SessionName
    from podio.stores.ground.stored_text import HiddenText

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


class SQLStatements:
    """The statements for one session, one of which is always enough; they execute nothing.

    Attributes:
        name: Which session.
        entry: Where it is, for people.
    """

    def __init__(self, name: SessionName, where: str) -> None:
        """Take the session's name, and what its database is called in errors."""
        self.name = name
        self.entry = f"{where}, podio_sessions, name {name.ground}"
        self._where = where
        self._of = {"of": name.ground}

    def renamed(self, name: SessionName) -> SQLStatements:
        """Return the same for another session in the same database."""
        return SQLStatements(name, self._where)

    def read(self) -> Steps[Found]:
        """Read the entry, and its version as the mark."""
        version, text = (yield Command(_READ, self._of)) or (0, None)
        return Found(text, version)

    def write(self, text: HiddenText, version: int) -> Steps[None]:
        """Write the entry over whatever is there."""
        new = {**self._of, "new_entry": text, "new_version": version}
        for _ in range(_ATTEMPTS):
            if (yield Command(_REPLACE, new)) or (yield Command(_BEGIN, new)):
                return
        raise self._refused()

    def replace(self, text: HiddenText, version: int, expected: int) -> Steps[bool]:
        """Write the entry, unless what is there has a version above the expected one."""
        new = {**self._of, "new_entry": text, "new_version": version}
        expecting = {**new, "expected": expected}
        for _ in range(_ATTEMPTS):
            if (yield Command(_REPLACE_OLDER, expecting)) or (yield Command(_BEGIN, new)):
                return True
            row = yield Command(_READ, self._of)
            if row is not None and row.version > expected:
                return False
        raise self._refused()

    def set_aside(self, found: Found) -> Steps[str]:
        """Move an entry that is no session into a column of its own."""
        moved = yield Command(_SET_ASIDE, {**self._of, "seen": found.mark})
        return "what was there is now in set_aside" if moved else "it is gone already"

    def remove(self) -> Steps[None]:
        """Remove the entry, and what was set aside."""
        yield Command(_DELETE, self._of)

    def take_lock(self, owner: str, lease: float) -> Steps[bool]:
        """Make somebody the lock's owner for some seconds, unless it has one."""
        lasting = {**self._of, "me": owner, "lease": lease}
        return bool((yield Command(_TAKE_OVER, lasting)) or (yield Command(_TAKE, lasting)))

    def give_lock_back(self, owner: str) -> Steps[bool]:
        """Free the lock, if it is still this owner's."""
        return bool((yield Command(_GIVE_BACK, {**self._of, "me": owner})))

    def _refused(self) -> StoreError:
        message = (
            f"{self._where} takes no new row in podio_sessions: the table has a constraint that "
            "is not of this library"
        )
        return StoreError(message)
