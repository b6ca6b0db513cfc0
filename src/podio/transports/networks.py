"""Where clients get their transport from, without a type checker following to the HTTP library."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio.transports.protocol import AsyncHttpClient, AsyncTransport, HttpClient, Transport


def blocking_network(client: HttpClient | None) -> Transport:
    """Return a transport on the user's HTTP client, or on the process's own.

    Raises:
        ConfigurationError: It is no `httpx2.Client`.
    """
    # By name: an import statement would be followed wherever it stood.
    transport: Transport = import_module("podio.transports.blocking").HttpTransport(client)
    return transport


def awaiting_network(client: AsyncHttpClient | None) -> AsyncTransport:
    """Return a transport on the user's HTTP client, or on the event loop's own.

    Raises:
        ConfigurationError: It is no `httpx2.AsyncClient`.
    """
    transport: AsyncTransport
    transport = import_module("podio.transports.awaiting").AsyncHttpTransport(client)
    return transport
