"""Gathers in a process of its own, which is interrupted."""

from __future__ import annotations

import asyncio
import threading

from podio import AsyncPodio, Podio, Request
from tests.areas.cases import signed_in

REQUESTS = [Request("GET", f"/task/{number}") for number in range(1, 41)]


async def awaiting(url: str) -> None:
    async with AsyncPodio("client", "secret", api_url=url) as podio:
        podio.oauth = signed_in()
        await podio.gather(REQUESTS, concurrency=2)


def gather(kind: str, url: str) -> str:
    """Gather, and tell what became of it."""
    try:
        if kind == "awaiting":
            asyncio.run(awaiting(url))
        else:
            podio = Podio("client", "secret", api_url=url)
            podio.oauth = signed_in()
            podio.gather(REQUESTS, concurrency=2)
    except KeyboardInterrupt as error:
        left = [one.name for one in threading.enumerate() if "gather" in one.name]
        cause = error.__context__ if kind == "awaiting" else error
        results = getattr(cause, "results", [])
        return f"interrupted, {len(results)} results, {left or 'no'} thread left"
    return "done"
