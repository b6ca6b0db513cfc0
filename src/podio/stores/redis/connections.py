"""The connections of the Redis stores: where they lead, how long they wait, what went wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

import redis
import redis.asyncio as aio
from redis import exceptions
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

from podio.errors import ConfigurationError, StoreCorruptError, StoreError, StoreUnavailableError
from podio.stores.ground.per_loop import GivenInOneLoop, OwnInEachLoop
from podio.stores.ground.stored_text import HiddenText

if TYPE_CHECKING:
    from podio.stores.ground.time_limit import TimeLimit
    from podio.stores.redis.scripts import Command, Script

P = TypeVar("P", redis.ConnectionPool, aio.ConnectionPool)


class RedisClient(Protocol):
    """What is used of a client of the `redis` library, blocking or not."""

    def execute_command(self, *args: Any, **options: Any) -> Any:  # as it has it
        """Send a command."""
        ...


# By the code that the answer has, or that a script's error repeats.
_ADVICE: tuple[tuple[type[Exception], str, str], ...] = (
    (exceptions.AuthenticationError, "NOAUTH", "refuses us: check user name and password"),
    (
        exceptions.NoPermissionError,
        "NOPERM",
        "refuses us: its ACL must allow EVALSHA, EVAL, HGET, DEL, and what the scripts do",
    ),
    (exceptions.ReadOnlyError, "READONLY", "is a replica: give its primary's address"),
    (exceptions.OutOfMemoryError, "OOM", "has no memory left: raise its maxmemory"),
    (exceptions.ClusterDownError, "CLUSTERDOWN", "is a cluster that is down"),
    (exceptions.BusyLoadingError, "LOADING", "is still loading: try again later"),
)


class RedisConnections:
    """Connections for threads; `redis` itself makes new ones after a fork."""

    def __init__(self, target: str | RedisClient, limit: TimeLimit) -> None:
        """Look at an address, or at a client that is used as it is; nothing is sent yet.

        Raises:
            ConfigurationError: It cannot work.
        """
        self._limit = limit
        if isinstance(target, str):
            retry = Retry(NoBackoff(), 1, (exceptions.ConnectionError,))
            pool = _pool(redis.ConnectionPool, target, limit, retry=retry)
            self._own: redis.Redis | None = redis.Redis(connection_pool=pool)
            self._client = cast("RedisClient", self._own)
            self.where = _where(pool.connection_kwargs)
        else:
            _check_kind(target, awaits=False)
            self._own, self._client = None, target
            self.where = _where_of(target)

    def do(self, command: Command) -> HiddenText | int | None:
        """Send a command and return its answer.

        Raises:
            StoreUnavailableError: There is no answer, or a refusal.
            StoreCorruptError: The key holds something that is no session.
        """
        failure: StoreError
        try:
            if self._own is not None:
                return _read(self._ask(command))
            return _read(self._limit.within(lambda: self._ask(command)))
        except Exception as error:  # noqa: BLE001 -- an own client may raise what it likes
            failure = as_failure(error, self.where, self._limit)
        # Raised here, not above: the frames inside the library have the entry.
        raise failure

    def close(self) -> None:
        """Close what is idle; other stores may be in the middle of something."""
        if self._own is not None:
            self._own.connection_pool.disconnect(inuse_connections=False)

    def _ask(self, command: Command) -> object:
        ask = self._client.execute_command
        if isinstance(command.what, str):
            return ask(command.what, *command.keys, *command.arguments)
        try:
            return ask(*_by_hash(command, command.what))
        except exceptions.NoScriptError:  # a new server, or one that was restarted
            return ask(*_by_text(command, command.what))


class AsyncRedisConnections:
    """Connections for tasks; each event loop has its own."""

    def __init__(self, target: str | RedisClient, limit: TimeLimit) -> None:
        """Look at an address, or at a client that is used as it is; nothing is sent yet.

        Raises:
            ConfigurationError: It cannot work.
        """
        self._limit = limit
        self._clients: OwnInEachLoop[aio.Redis] | GivenInOneLoop[RedisClient]
        if isinstance(target, str):
            self._address = target
            self._clients = OwnInEachLoop(lambda: aio.Redis(connection_pool=self._new_pool()))
            self.where = _where(self._new_pool().connection_kwargs)
        else:
            _check_kind(target, awaits=True)
            self._clients = GivenInOneLoop(target, "Redis client")
            self.where = _where_of(target)

    async def do(self, command: Command) -> HiddenText | int | None:
        """Send a command and return its answer.

        Raises:
            ConfigurationError: The client that was given belongs to another event loop.
            StoreUnavailableError: There is no answer, or a refusal.
            StoreCorruptError: The key holds something that is no session.
        """
        client = cast("RedisClient", self._clients.here())
        failure: StoreError
        try:
            return _read(await self._limit.within_awaiting(_ask_awaiting(client, command)))
        except Exception as error:  # noqa: BLE001 -- an own client may raise what it likes
            failure = as_failure(error, self.where, self._limit)
        # Raised here, not above: the frames inside the library have the entry.
        raise failure

    async def close(self) -> None:
        """Close what is idle in this loop; other stores may be in the middle of something."""
        own = self._clients.here_if_made()
        if own is not None:
            await own.connection_pool.disconnect(inuse_connections=False)

    def _new_pool(self) -> aio.ConnectionPool:
        retry = AsyncRetry(NoBackoff(), 1, (exceptions.ConnectionError,))
        return _pool(aio.ConnectionPool, self._address, self._limit, retry=retry)


async def _ask_awaiting(client: RedisClient, command: Command) -> object:
    ask: Callable[..., Awaitable[object]] = client.execute_command
    if isinstance(command.what, str):
        return await ask(command.what, *command.keys, *command.arguments)
    try:
        return await ask(*_by_hash(command, command.what))
    except exceptions.NoScriptError:  # a new server, or one that was restarted
        return await ask(*_by_text(command, command.what))


def _by_hash(command: Command, script: Script) -> tuple[str | int, ...]:
    return ("EVALSHA", script.sha, len(command.keys), *command.keys, *command.arguments)


def _by_text(command: Command, script: Script) -> tuple[str | int, ...]:
    return ("EVAL", script.text, len(command.keys), *command.keys, *command.arguments)


def _read(answer: object) -> HiddenText | int | None:
    if isinstance(answer, bytes):
        return HiddenText(answer.decode(errors="surrogateescape"))
    if isinstance(answer, str):
        return HiddenText(answer)
    return answer if isinstance(answer, int) else None


def _pool(kind: type[P], address: str, limit: TimeLimit, *, retry: object) -> P:
    """Make connections that wait no longer than the limit."""
    options: dict[str, Any] = {
        "socket_timeout": limit.seconds,
        "socket_connect_timeout": limit.seconds,
        "retry": retry,
    }
    if address.startswith("rediss://"):
        options["ssl_check_hostname"] = True  # not the default everywhere
    problem = "it begins with redis://, rediss:// or unix://, such as redis://localhost:6379/0"
    try:
        pool = kind.from_url(  # pyright: ignore[reportUnknownMemberType] -- untyped keywords
            address, **options
        )
        problem = _problem_with_tls(pool.connection_kwargs)
        if not problem:
            return pool
    except Exception:  # noqa: BLE001, S110 -- whatever it says may have the password
        pass
    message = f"the address of the Redis store cannot be used: {problem}"
    raise ConfigurationError(message)


def _problem_with_tls(options: dict[str, Any]) -> str:
    verified = str(options.get("ssl_cert_reqs", "required")).lower().endswith("required")
    if verified and options.get("ssl_check_hostname", True):
        return ""
    return (
        "it switches the check of the server's certificate off; name the authority that signed "
        "it by ssl_ca_certs instead"
    )


def _where(options: dict[str, Any]) -> str:
    """Name the server, without user name, password and the rest of the options."""
    if "path" in options:
        return f"Redis at unix://{options['path']}"
    host, port = options.get("host", "localhost"), options.get("port", 6379)
    return f"Redis at {host}:{port}/{options.get('db') or 0}"


def _where_of(client: object) -> str:
    options: dict[str, Any] = getattr(
        getattr(client, "connection_pool", None), "connection_kwargs", {}
    )
    # A client of a cluster, or one that asks a sentinel, has no address of its own.
    return _where(options) if {"path", "host"} & options.keys() else "Redis"


def _check_kind(client: object, *, awaits: bool) -> None:
    ask = getattr(client, "execute_command", None)
    if ask is None:
        message = (
            "a Redis store takes an address such as redis://localhost:6379/0, or a client of "
            f"the redis library, not {type(client).__name__}"
        )
        raise ConfigurationError(message)
    if iscoroutinefunction(ask) != awaits:
        takes = "AsyncRedisAuthStore takes a client of redis.asyncio"
        message = takes if awaits else f"this client's methods are coroutines: {takes}"
        raise ConfigurationError(message)


def as_failure(error: Exception, where: str, limit: TimeLimit) -> StoreError:
    """Say what went wrong, without the texts of errors that repeat what was sent."""
    if isinstance(error, exceptions.ResponseError) and str(error).startswith("WRONGTYPE"):
        return StoreCorruptError("the key holds something that is no session")
    said = _advice(error) or _what_happened(error, limit)
    return StoreUnavailableError(f"{where} {said}; the session in memory is untouched")


def _advice(error: Exception) -> str:
    text = str(error) if isinstance(error, exceptions.ResponseError) else ""
    for kind, code, advice in _ADVICE:
        if isinstance(error, kind) or text.startswith(f"{code} ") or f"-{code} " in text:
            return advice
    return ""


def _what_happened(error: Exception, limit: TimeLimit) -> str:
    if isinstance(error, exceptions.TimeoutError | TimeoutError):
        return (
            f"did not answer within {limit.seconds:g} s: check that it runs and is not overloaded"
        )
    if isinstance(error, exceptions.ConnectionError):
        return f"cannot be reached ({error}): check that it runs, and its address"
    if isinstance(error, exceptions.ResponseError):
        # "unknown command" repeats the arguments, so the code must do.
        code = str(error).partition(" ")[0]
        return f"answered with an error ({code}): its log says more"
    return f"failed ({type(error).__name__})"
