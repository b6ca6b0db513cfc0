"""The same session from asyncio: walks over every item of the app, a page at a time."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time

from podio import AsyncPodio
from podio.stores import FileAuthStore


async def main(session_file: str) -> None:
    """Count the items and sum their points up."""
    began = time.perf_counter()
    items, points = 0, 0
    async with AsyncPodio.from_env(FileAuthStore(session_file)) as podio:
        app_id = int(os.environ["PODIO_APP_ID"])
        async for item in podio.items.filter(app_id, sort_by="created_on", sort_desc=False):
            items += 1
            points += item.get("points", 0)
    seconds = time.perf_counter() - began
    print(json.dumps({"items": items, "points": int(points), "seconds": seconds}))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
