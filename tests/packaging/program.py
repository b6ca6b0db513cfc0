"""A program that makes a client of each kind and a call, as one that is frozen would."""

from __future__ import annotations

import asyncio
import sys

from podio import AsyncPodio, Podio, PodioOAuth
from podio.stores import FileAuthStore, MemoryAuthStore


async def awaited(url: str, session: PodioOAuth) -> str | None:
    """Make a call of the async client."""
    async with AsyncPodio("c", "s", MemoryAuthStore(session), api_url=url) as podio:
        return (await podio.items.get(7)).title


def main() -> None:
    """Print what both clients see of an item."""
    url, file = sys.argv[1:]
    session = PodioOAuth("token", "refresh", issued_at=4e9)
    podio = Podio("c", "s", FileAuthStore(file), api_url=url)
    podio.oauth = session
    item = podio.items.get(7)
    print(item.title, [field.external_id for field in item.fields], item["amount"])
    print(asyncio.run(awaited(url, session)))


if __name__ == "__main__":
    main()
