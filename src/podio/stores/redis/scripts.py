"""One session in Redis: its keys, what is sent for each step, and what the answers mean."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Generator
from hashlib import sha1
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from podio.core.session.oauth import REFRESH_TOKEN_SECONDS, PodioOAuth
from podio.errors import ConfigurationError, StoreCorruptError
from podio.stores.ground.stored_text import HiddenText, session_in, text_of

if TYPE_CHECKING:
    from podio.stores.ground.session_name import SessionName

log = logging.getLogger("podio.session")

T = TypeVar("T")


class Script:
    """A Lua script, which Redis does as one step, and the hash that Redis knows it by."""

    __slots__ = ("sha", "text")

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.text = text
        self.sha = sha1(text.encode(), usedforsecurity=False).hexdigest()


class Command(NamedTuple):
    """Something to send: a command's name or a script, the keys, and the other arguments."""

    what: str | Script
    keys: tuple[str, ...]
    arguments: tuple[str | int, ...] = ()


Steps: TypeAlias = Generator[Command, Any, T]


class _Found(NamedTuple):
    """What was read: the session, what is wrong with the entry, and its hash."""

    session: PodioOAuth
    problem: str
    digest: str


# An entry is a hash, so that versions are compared without reading JSON in Lua.
_SET = Script("""
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'entry', ARGV[1], 'version', ARGV[2])
if ARGV[3] ~= '0' then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return 1
""")
_COMPARE_AND_SET = Script("""
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'hash' and kind ~= 'none' then return 0 end
local stored = redis.call('HMGET', KEYS[1], 'entry', 'version')
local version = tonumber(stored[2] or '') or 0
if stored[1] and version > tonumber(ARGV[4]) then return 0 end
redis.call('HSET', KEYS[1], 'entry', ARGV[1], 'version', ARGV[2])
if ARGV[3] == '0' then redis.call('PERSIST', KEYS[1])
else redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return 1
""")
_SET_ASIDE = Script("""
local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'none' then return 0 end
if kind == 'hash' then
  local entry = redis.call('HGET', KEYS[1], 'entry')
  if not entry or redis.sha1hex(entry) ~= ARGV[1] then return 0 end
end
redis.call('RENAME', KEYS[1], KEYS[2])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return 1
""")
_LOCK = Script("""
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
if redis.call('GET', KEYS[1]) == ARGV[1] then return 1 end
return 0
""")
_UNLOCK = Script("""
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
return 1
""")


class RedisSession:
    """The steps of one session; they send nothing themselves.

    Attributes:
        name: Which session.
    """

    def __init__(
        self, name: SessionName, where: str, *, prefix: str, seconds_to_live: float | None
    ) -> None:
        """Work out the keys.

        Raises:
            ConfigurationError: The prefix has a brace, or entries would end too early.
        """
        if "{" in prefix or "}" in prefix:
            message = (
                f"the prefix {prefix!r} has a brace: Redis Cluster would no longer keep a session "
                "and its lock in one place; leave the braces out"
            )
            raise ConfigurationError(message)
        if seconds_to_live is not None and seconds_to_live < REFRESH_TOKEN_SECONDS:
            message = (
                f"seconds_to_live is {seconds_to_live:g}, but a refresh token lives "
                f"{REFRESH_TOKEN_SECONDS:.0f} s: people would be signed out early; give more, "
                "or None"
            )
            raise ConfigurationError(message)
        self.name = name
        self._where = where
        self._prefix = prefix
        self._seconds_to_live = seconds_to_live
        # The braces make Redis Cluster keep all three keys in one slot.
        self._entry = f"{prefix}{{{name.ground}}}"
        self._lock = f"{self._entry}:lock"
        self._aside = f"{self._entry}:corrupt"
        self._milliseconds = 0 if seconds_to_live is None else ceil(seconds_to_live * 1000)

    def renamed(self, name: SessionName) -> RedisSession:
        """Return the steps of another session in the same Redis."""
        return RedisSession(
            name, self._where, prefix=self._prefix, seconds_to_live=self._seconds_to_live
        )

    def get(self) -> Steps[PodioOAuth]:
        """Read the session."""
        found = yield from self._load()
        if found.problem:
            raise StoreCorruptError((yield from self._set_aside(found)))
        return found.session

    def set(self, oauth: PodioOAuth) -> Steps[None]:
        """Store a session over whatever was there."""
        yield Command(_SET, (self._entry,), self._stored(oauth))

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> Steps[bool]:
        """Store a session unless a newer one is there."""
        arguments = (*self._stored(oauth), expected_version)
        while not (yield Command(_COMPARE_AND_SET, (self._entry,), arguments)):
            found = yield from self._load()
            if not found.problem:
                return False
            log.warning("%s", (yield from self._set_aside(found)))
        return True

    def delete(self) -> Steps[None]:
        """Remove the session, and what was moved aside."""
        yield Command("DEL", (self._entry, self._aside))

    def lock(self, lease: float) -> Steps[str | None]:
        """Take the lock, if nobody has it."""
        owner = secrets.token_hex(16)
        milliseconds = max(1, ceil(lease * 1000))
        taken = yield Command(_LOCK, (self._lock,), (owner, milliseconds))
        return owner if taken else None

    def unlock(self, owner: str) -> Steps[bool]:
        """Give the lock back, if it is still this owner's."""
        given_back = yield Command(_UNLOCK, (self._lock,), (owner,))
        return bool(given_back)

    def _stored(self, oauth: PodioOAuth) -> tuple[HiddenText, int, int]:
        return text_of(oauth), oauth.version, self._milliseconds

    def _load(self) -> Steps[_Found]:
        try:
            text = yield Command("HGET", (self._entry,), ("entry",))
        except StoreCorruptError as error:
            return _Found(PodioOAuth(), str(error), "")
        session, problem = session_in(text)
        return _Found(session, problem, _digest(text) if problem else "")

    def _set_aside(self, found: _Found) -> Steps[str]:
        """Rename an entry that is no session, if it is still the one that was read."""
        arguments = (found.digest, ceil(REFRESH_TOKEN_SECONDS * 1000))
        moved = yield Command(_SET_ASIDE, (self._entry, self._aside), arguments)
        where = f"what was there is now {self._aside}" if moved else "it is gone already"
        return f"{self._where}, {self._entry}: {found.problem} ({where})"


def _digest(text: str) -> str:
    """Return the hash that Redis has for an entry, to recognize it without sending it."""
    return sha1(text.encode(errors="surrogateescape"), usedforsecurity=False).hexdigest()
