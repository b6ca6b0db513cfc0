"""One session in Redis: its keys, what is sent for each step, and what the answers mean."""

from __future__ import annotations

from hashlib import sha1
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from podio.core.session.entry_format import REFRESH_TOKEN_SECONDS
from podio.errors import ConfigurationError, StoreCorruptError
from podio.stores.keyed import Found

if TYPE_CHECKING:
    from podio.stores.ground.both_ways import Steps
    from podio.stores.ground.session_name import SessionName
    from podio.stores.ground.stored_text import HiddenText


class Script:
    """A Lua script, which Redis does as one step, and the hash that Redis knows it by."""

    __slots__ = ("sha", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.sha = sha1(text.encode(), usedforsecurity=False).hexdigest()


class Command(NamedTuple):
    """Something to send: a command's name or a script, the keys, and the other arguments."""

    what: str | Script
    keys: tuple[str, ...]
    arguments: tuple[str | int, ...] = ()


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


class RedisScripts:
    """What is sent for one session, and what the answers mean.

    Attributes:
        name: Which session.
        entry: Where it is, for people.
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
        self._key = f"{prefix}{{{name.ground}}}"
        self._lock = f"{self._key}:lock"
        self._aside = f"{self._key}:corrupt"
        self._milliseconds = 0 if seconds_to_live is None else ceil(seconds_to_live * 1000)
        self.entry = f"{where}, {self._key}"

    def renamed(self, name: SessionName) -> RedisScripts:
        """Return the same for another session in the same Redis."""
        return RedisScripts(
            name, self._where, prefix=self._prefix, seconds_to_live=self._seconds_to_live
        )

    def read(self) -> Steps[Found]:
        """Read the entry."""
        try:
            return Found((yield Command("HGET", (self._key,), ("entry",))))
        except StoreCorruptError as error:
            return Found(None, problem=str(error))

    def write(self, text: HiddenText, version: int) -> Steps[None]:
        """Write the entry over whatever is there."""
        yield Command(_SET, (self._key,), (text, version, self._milliseconds))

    def replace(self, text: HiddenText, version: int, expected: int) -> Steps[bool]:
        """Write the entry, unless what is there has a version above the expected one."""
        arguments = (text, version, self._milliseconds, expected)
        return bool((yield Command(_COMPARE_AND_SET, (self._key,), arguments)))

    def set_aside(self, found: Found) -> Steps[str]:
        """Rename an entry that is no session, if it is still the one that was found."""
        arguments = (_digest(found.text or ""), ceil(REFRESH_TOKEN_SECONDS * 1000))
        moved = yield Command(_SET_ASIDE, (self._key, self._aside), arguments)
        return f"what was there is now {self._aside}" if moved else "it is gone already"

    def remove(self) -> Steps[None]:
        """Remove the entry, and what was set aside."""
        yield Command("DEL", (self._key, self._aside))

    def take_lock(self, owner: str, lease: float) -> Steps[bool]:
        """Make somebody the lock's owner for some seconds, unless it has one."""
        milliseconds = max(1, ceil(lease * 1000))
        return bool((yield Command(_LOCK, (self._lock,), (owner, milliseconds))))

    def give_lock_back(self, owner: str) -> Steps[bool]:
        """Free the lock, if it is still this owner's."""
        return bool((yield Command(_UNLOCK, (self._lock,), (owner,))))


def _digest(text: str) -> str:
    """Return the hash that Redis has for an entry, to recognize it without sending it."""
    return sha1(text.encode(errors="surrogateescape"), usedforsecurity=False).hexdigest()
