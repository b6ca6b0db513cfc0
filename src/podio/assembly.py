"""Checks what a client is made with and puts its parts together, for both clients alike."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any

from podio._version import __version__
from podio.core.engine import Engine
from podio.core.operations.arguments import at_least
from podio.core.retry import Retry
from podio.core.secret import Secret, conceal
from podio.core.settings import QUIET_SECONDS, Settings
from podio.drivers.shared_work import SharedWork
from podio.drivers.store_port import StorePort
from podio.errors import ConfigurationError
from podio.stores.protocol import offers

if TYPE_CHECKING:
    from podio.core.limits import CallBudget
    from podio.core.session.events import SessionEvent
    from podio.stores.protocol import AnyAuthStore

API_URL = "https://api.podio.com"
TIMEOUT = 30.0
MAX_ANSWER = 64_000_000

Loads = Callable[[bytes], Any]


def engine_and_store(
    client_id: str,
    client_secret: str | Secret,
    auth_store: AnyAuthStore | None,
    *,
    api_url: str | Address = API_URL,
    timeout: float = TIMEOUT,
    user_agent: str | None = None,
    loads: Loads | None = None,
    retry: Retry | None = None,
    credentials: Callable[[], Any] | None = None,
    redirect_uri: str | None = None,
    strict: bool = False,
    quiet_seconds: float = QUIET_SECONDS,
    on_event: Callable[[SessionEvent], object] | None = None,
    budget: CallBudget | None = None,
    max_answer: int = MAX_ANSWER,
) -> tuple[Engine, StorePort]:
    """Return the engine of a client and its store.

    Raises:
        ConfigurationError: Something cannot work.
    """
    client_secret = conceal(client_secret)
    _check_texts(client_id=Secret(client_id), client_secret=client_secret)
    checked_timeout(timeout)
    at_least(1, max_answer=max_answer)
    address = (api_url if isinstance(api_url, Address) else Address(api_url)).checked()
    port = StorePort(_bound(auth_store, client_id, address))
    settings = Settings(
        client_id=client_id,
        client_secret=client_secret,
        api_url=address,
        clock=time.time,
        chance=random.random,
        new_id=lambda: os.urandom(12).hex(),
        timeout=float(timeout),
        retry=retry or Retry(),
        strict=strict,
        quiet_seconds=quiet_seconds,
        credentials=credentials,
        on_event=on_event,
        redirect_uri=redirect_uri,
        authorize_page=_authorize_page(address),
        budget=budget,
        max_answer=max_answer,
    )
    engine = Engine(
        settings,
        SharedWork,
        loads=loads or _loads(),
        headers=_headers(user_agent),
        can_delete=port.delete is not None,
    )
    return engine, port


def _check_texts(**texts: Secret) -> None:
    for name, text in texts.items():
        if not text.is_text():
            message = (
                f"{name} must be a text that is not empty: it stands on Podio's page of API keys "
                "(account settings), or comes from the environment with Podio.from_env()"
            )
            raise ConfigurationError(message)


class Address:
    """The address of an API, before it is checked: it may hold a password by mistake."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def checked(self) -> str:
        """Return the address without a slash at its end.

        Raises:
            ConfigurationError: It is no address, or an open connection to another machine.
        """
        problem = self._problem()
        if problem:
            raise ConfigurationError(
                f"api_url {self!r} cannot be used: {problem} (Podio's is {API_URL})"
            )
        return self._text.rstrip("/")

    def _problem(self) -> str:
        from urllib.parse import urlsplit

        text = self._text
        try:
            parts = urlsplit(text)
            host, _ = parts.hostname, parts.port
            (host or "").encode("ascii" if ":" in (host or "") else "idna")
        except (ValueError, AttributeError, TypeError):
            return "it cannot be read"
        if parts.scheme not in ("http", "https") or not host:
            return "it must begin with https:// and name a host"
        if parts.username or parts.password or parts.query or parts.fragment:
            return "it must be an address alone, without user, query or fragment"
        if parts.scheme == "http" and not _is_loopback(host):
            return "tokens do not travel over open connections: use https"
        return "it has a space in it" if any(letter.isspace() for letter in text) else ""

    def __repr__(self) -> str:
        """Show it, unless it may hold a password."""
        return "'...'" if "@" in str(self._text) else repr(self._text)


def checked_timeout(timeout: float | None) -> float | None:
    """Return a timeout, or None where none is given.

    Raises:
        ConfigurationError: It is no number above 0.
    """
    if timeout is None:
        return None
    given: object = timeout
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 < given < inf:
        message = f"timeout must be a finite number of seconds above 0, got {given!r}"
        raise ConfigurationError(message)
    return float(given)


def _bound(store: AnyAuthStore | None, client_id: str, address: str) -> AnyAuthStore:
    if store is None:
        from podio.stores.memory import MemoryAuthStore

        return MemoryAuthStore()
    if isinstance(store, type) or not hasattr(store, "get") or not hasattr(store, "set"):
        message = f"auth_store must be an object with get() and set(), got {store!r}"
        raise ConfigurationError(message)
    if "bound_to" not in offers(store):
        return store
    keyed: Any = store  # which checkers cannot know
    bound: AnyAuthStore = keyed.bound_to(client_id, address)
    return bound


def _headers(user_agent: str | None) -> dict[str, str]:
    given: object = user_agent or ""
    if not isinstance(given, str) or not given.isascii() or not given.isprintable():
        message = f"user_agent must be printable ASCII, such as 'our-import/1.4', got {given!a}"
        raise ConfigurationError(message)
    agent = f"podio-sdk/{__version__}"
    return {
        "Accept": "application/json",
        "Accept-Encoding": "gzip, deflate",
        "User-Agent": f"{user_agent} {agent}" if user_agent else agent,
    }


def _authorize_page(address: str) -> str:
    # Podio signs people in on its web address, not on the API's.
    host = "https://podio.com" if address == API_URL else address
    return f"{host}/oauth/authorize"


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _loads() -> Loads:
    from json import loads

    return loads
