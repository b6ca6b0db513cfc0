"""Knows the open TCP connections of the server, so that a fault can cut one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

Address = tuple[str, int]


class Connections:
    """The open connections by the address of the client."""

    def __init__(self) -> None:
        self._open: dict[Address, asyncio.Transport] = {}

    def cut(self, client: Address | None) -> bool:
        """Close a connection at once, without an answer; tell whether it was there."""
        transport = None if client is None else self._open.get((client[0], client[1]))
        if transport is None:
            return False
        transport.abort()
        return True

    def protocol(self) -> type[asyncio.Protocol]:
        """Make uvicorn's HTTP protocol, with a note in this book of each connection."""
        book = self._open

        class NotedProtocol(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn's own narrowing
                super().connection_made(transport)
                self._noted = cast("Address", transport.get_extra_info("peername")[:2])
                book[self._noted] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                book.pop(self._noted, None)
                super().connection_lost(exc)

        return NotedProtocol
