"""The first run: signs in as an app, keeps the session in a file, lists a few items."""

from __future__ import annotations

import json
import os
import sys
import time

from podio import Podio
from podio.stores import FileAuthStore


def main(session_file: str) -> None:
    """Sign in if nobody did so before, and list."""
    began = time.perf_counter()
    app_id, app_token = int(os.environ["PODIO_APP_ID"]), os.environ["PODIO_APP_TOKEN"]
    with Podio.from_env(FileAuthStore(session_file)) as podio:
        found = podio.is_authenticated()
        if not found:
            podio.authenticate_with_app(app_id, app_token)
        items = list(podio.items.filter(app_id, sort_by="created_on", limit=5))
    seconds = time.perf_counter() - began
    first = {"item_id": items[0].item_id, "title": items[0].title}
    print(json.dumps({"found": found, "items": len(items), "first": first, "seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
