"""One test text for both clients: what one of them returns, the other is awaited for."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from podio import AsyncPager, AsyncPodio, Pager, Podio, Retry

if TYPE_CHECKING:
    from podio.sandbox import Sandbox
    from podio.stores import AnyAuthStore

T = TypeVar("T")
AnyPodio: TypeAlias = Podio | AsyncPodio

AT_ONCE = Retry(first_wait=0.0)
"""Retries as usual, without the waits."""


class Caller:
    """Makes the calls of a test, on the blocking or the awaiting client.

    Args:
        kind: `"blocking"` or `"awaiting"`.
        sandbox: The Podio that its clients talk to.
    """

    def __init__(self, kind: str, sandbox: Sandbox) -> None:
        self.kind = kind
        self.sandbox = sandbox
        self._runner = asyncio.Runner() if kind == "awaiting" else None
        self._clients: list[AnyPodio] = []

    def client(
        self, store: AnyAuthStore | None = None, **options: Any
    ) -> AnyPodio:  # the constructor's keywords
        """Return a client that has looked into its store."""
        given = {"api_url": self.sandbox.url, "retry": AT_ONCE, **options}
        client_id = given.pop("client_id", self.sandbox.client_id)
        # The secret goes into no variable: a traceback would show it.
        if self._runner is None:
            blocking = Podio(
                client_id, given.pop("client_secret", self.sandbox.client_secret), store, **given
            )
            self._clients.append(blocking)
            return blocking
        awaiting = AsyncPodio(
            client_id, given.pop("client_secret", self.sandbox.client_secret), store, **given
        )
        self._clients.append(awaiting)
        self.wait(awaiting.__aenter__())
        return awaiting

    def __call__(self, result: T | Coroutine[Any, Any, T]) -> T:
        """Return the result of a call, whichever client made it."""
        return self.wait(result) if isinstance(result, Coroutine) else result

    def wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Return what a coroutine gives."""
        assert self._runner is not None
        return self._runner.run(coroutine)

    def every(self, pager: Pager[T] | AsyncPager[T]) -> list[T]:
        """Return all elements of a listing."""
        if isinstance(pager, Pager):
            return list(pager)

        async def collected() -> list[T]:
            return [element async for element in pager]

        return self.wait(collected())

    def leave(self, podio: AnyPodio) -> None:
        """Close a client."""
        if isinstance(podio, Podio):
            podio.close()
        else:
            self.wait(podio.aclose())

    def close(self) -> None:
        """Close all clients, and the loop of the awaiting ones."""
        for podio in self._clients:
            self.leave(podio)
        if self._runner is not None:
            self._runner.close()


def signed_in(
    call: Caller, store: AnyAuthStore | None = None, **options: Any
) -> AnyPodio:  # the constructor's keywords
    """Return a client that has signed in as the sandbox's user."""
    podio = call.client(store, **options)
    call(podio.authenticate_with_password(call.sandbox.username, call.sandbox.password))
    return podio


def token_requests(sandbox: Sandbox, *grants: str) -> int:
    """Count the token requests since the test began, of some grants or of all."""
    by_grant = sandbox.stats()["token_requests"]
    assert isinstance(by_grant, dict)
    return sum(
        sum(outcomes.values())
        for grant, outcomes in by_grant.items()
        if not grants or grant in grants
    )


def api_requests(sandbox: Sandbox) -> int:
    """Count the requests since the test began that were none for tokens."""
    by_route = sandbox.stats()["requests"]
    assert isinstance(by_route, dict)
    return sum(count for route, count in by_route.items() if "/oauth/token" not in route)
