"""Stores on shared ground, where each session has a key: what they do stands here, once.

A further store is one file of statements and one of connections. `Statements` says what the
ground is asked for, as steps that yield commands of the ground's own kind; `Connections` and
`AsyncConnections` do such a command. The store itself is then a constructor:

    class DynamoAuthStore(KeyedAuthStore):
        def __init__(self, table: str, key: str) -> None:
            connections = DynamoConnections(table)
            super().__init__(connections, DynamoStatements(SessionName(key), connections.where))
"""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, NamedTuple, Protocol

from podio.errors import StoreCorruptError, StoreError
from podio.stores.faces import AsyncFace, BlockingFace, ManySessions
from podio.stores.ground.stored_text import session_in, text_of
from podio.stores.protocol import OPTIONAL

if TYPE_CHECKING:
    from typing import Any, Self

    from podio.core.session.oauth import PodioOAuth
    from podio.stores.ground.both_ways import Steps
    from podio.stores.ground.session_name import SessionName
    from podio.stores.ground.stored_text import HiddenText

log = logging.getLogger("podio.session")

_ATTEMPTS = 20
"""How often an entry that is no session may come back before something else is wrong."""


class Found(NamedTuple):
    """What stands under a name.

    Attributes:
        text: The entry; None where there is none.
        mark: By what the ground knows whether it is still the same entry.
        problem: What is wrong, if it is not even a text.
    """

    text: str | None
    mark: object = None
    problem: str = ""


class Statements(Protocol):
    """What a store asks of its ground for one session; each statement is whole by itself.

    Attributes:
        name: Which session.
        entry: Where it is, for people, without secrets: `Redis at host:6379/0, podio:{user}`.
    """

    name: SessionName
    entry: str

    def renamed(self, name: SessionName) -> Self:
        """Return the statements for another session on the same ground."""
        ...

    def read(self) -> Steps[Found]:
        """Read the entry."""
        ...

    def write(self, text: HiddenText, version: int) -> Steps[None]:
        """Write the entry over whatever is there."""
        ...

    def replace(self, text: HiddenText, version: int, expected: int) -> Steps[bool]:
        """Write the entry, unless what is there has a version above the expected one."""
        ...

    def set_aside(self, found: Found) -> Steps[str]:
        """Move an entry that is no session out of the way, if it is still the one that was found.

        Returns:
            Where it is now: a part of a sentence, such as `it is gone already`.
        """
        ...

    def remove(self) -> Steps[None]:
        """Remove the entry, and what was set aside."""
        ...

    def take_lock(self, owner: str, lease: float) -> Steps[bool]:
        """Make somebody the lock's owner for some seconds, unless it has one."""
        ...

    def give_lock_back(self, owner: str) -> Steps[bool]:
        """Free the lock, if it is still this owner's."""
        ...


class Connections(Protocol):
    """The way to the ground, for threads.

    Attributes:
        where: The ground's name in errors, without secrets.
    """

    where: str

    def do(self, command: Any, /) -> object:  # commands are each ground's own
        """Do a command and return its answer."""
        ...

    def close(self) -> None:
        """Close what is idle; others may be in the middle of something."""
        ...


class AsyncConnections(Protocol):
    """The way to the ground, for the tasks of any event loop; see `Connections`."""

    where: str

    async def do(self, command: Any, /) -> object:  # as above
        """Do a command and return its answer."""
        ...

    async def close(self) -> None:
        """Close what is idle in the running loop."""
        ...


class KeyedSteps:
    """What a store on shared ground does with one session."""

    offers = OPTIONAL

    def __init__(self, statements: Statements) -> None:
        self._ground = statements

    @property
    def key(self) -> str:
        """Whose session it is."""
        return self._ground.name.key

    def get(self) -> Steps[PodioOAuth]:
        """Read the session; what is none is set aside."""
        found = yield from self._ground.read()
        session, problem = _session_of(found)
        if problem:
            raise StoreCorruptError((yield from self._set_aside(found, problem)))
        return session

    def set(self, oauth: PodioOAuth) -> Steps[None]:
        """Store a session over whatever was there."""
        return self._ground.write(text_of(oauth), oauth.version)

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> Steps[bool]:
        """Store a session unless a newer one is there."""
        text = text_of(oauth)
        for _ in range(_ATTEMPTS):
            if (yield from self._ground.replace(text, oauth.version, expected_version)):
                return True
            found = yield from self._ground.read()
            _, problem = _session_of(found)
            if not problem:
                return False
            log.warning("%s", (yield from self._set_aside(found, problem)))
        message = f"{self._ground.entry}: what is there is no session, and does not go away"
        raise StoreError(message)

    def delete(self) -> Steps[None]:
        """Remove the session, and what was set aside."""
        return self._ground.remove()

    def lock(self, lease: float) -> Steps[str | None]:
        """Take the lock, if nobody has it."""
        owner = secrets.token_hex(16)
        return owner if (yield from self._ground.take_lock(owner, lease)) else None

    def unlock(self, owner: str) -> Steps[bool]:
        """Give the lock back, if it is still this owner's."""
        return self._ground.give_lock_back(owner)

    def bound_to(self, client_id: str, api_url: str) -> KeyedSteps:
        """Return the steps of this key's session of an API client."""
        return KeyedSteps(self._ground.renamed(self._ground.name.bound_to(client_id, api_url)))

    def for_key(self, key: str) -> KeyedSteps:
        """Return the steps of another session."""
        return KeyedSteps(self._ground.renamed(self._ground.name.with_key(key)))

    def _set_aside(self, found: Found, problem: str) -> Steps[str]:
        where = yield from self._ground.set_aside(found)
        return f"{self._ground.entry}: {problem} ({where})"


def _session_of(found: Found) -> tuple[PodioOAuth, str]:
    session, problem = session_in(found.text)
    return session, found.problem or problem


class KeyedAuthStore(BlockingFace, ManySessions[KeyedSteps]):
    """A session on ground that many share, each under its key (level 2)."""

    def __init__(self, connections: Connections, statements: Statements) -> None:
        """Put a store together; nothing is connected yet.

        Args:
            connections: The way to the ground.
            statements: What the ground is asked for.
        """
        self._connections = connections
        self._steps = KeyedSteps(statements)

    def _do(self, command: object) -> object:
        return self._connections.do(command)

    def close(self) -> None:
        """Close idle connections; the next call opens new ones."""
        self._connections.close()

    def __repr__(self) -> str:
        """Show where the session is kept."""
        return f"{type(self).__name__}({self._connections.where}, key={self.key!r})"


class AsyncKeyedAuthStore(AsyncFace, ManySessions[KeyedSteps]):
    """A session on ground that many share, each under its key, from asyncio (level 2)."""

    def __init__(self, connections: AsyncConnections, statements: Statements) -> None:
        """Put a store together; nothing is connected yet.

        Args:
            connections: The way to the ground.
            statements: What the ground is asked for.
        """
        self._connections = connections
        self._steps = KeyedSteps(statements)

    async def _do(self, command: object) -> object:
        return await self._connections.do(command)

    async def close(self) -> None:
        """Close this loop's idle connections; the next call opens new ones."""
        await self._connections.close()

    def __repr__(self) -> str:
        """Show where the session is kept."""
        return f"{type(self).__name__}({self._connections.where}, key={self.key!r})"
